using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Snowflake.SqlApi.Settings;

namespace Snowflake.SqlApi;

/// <summary>
/// A connection in name: each statement is a request of its own, and nothing is kept on the server between two. Opening sends
/// nothing; it reads the key or token, so that a wrong one is found here.
/// </summary>
public sealed class SnowflakeConnection : DbConnection
{
    private SnowflakeDataSource? _source;
    private string _connectionString = "";
    private ConnectionState _state = ConnectionState.Closed;
    private StatementContext? _context;

    public SnowflakeConnection()
    {
    }

    public SnowflakeConnection(string connectionString) => ConnectionString = connectionString;

    internal SnowflakeConnection(SnowflakeDataSource source)
    {
        _source = source;
        _connectionString = source.ConnectionString;
    }

    /// <summary>Set only while closed; problems show when the connection is opened.</summary>
    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set
        {
            if (_state != ConnectionState.Closed) throw new InvalidOperationException("The connection string can't change while the connection is open.");
            _connectionString = value ?? "";
            _source = null;
        }
    }

    public override string Database => Context.Database;

    public override string DataSource => Source.Settings.Endpoint.Host;

    public override ConnectionState State => _state;

    public override string ServerVersion =>
        throw new NotSupportedException("Snowflake tells its version by SELECT CURRENT_VERSION(); nothing is sent for a property.");

    internal SnowflakeDataSource Source => _source ??= SnowflakeDataSource.SharedFor(_connectionString);

    internal StatementContext Context => _context ?? Source.Settings.Context;

    public override void Open()
    {
        if (_state == ConnectionState.Open) throw new InvalidOperationException("The connection is already open.");
        _ = Source.Tokens.Current();
        _context = Source.Settings.Context;
        Enter(ConnectionState.Open);
    }

    public override Task OpenAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        Open();
        return Task.CompletedTask;
    }

    public override void Close()
    {
        if (_state == ConnectionState.Closed) return;
        _context = null;
        Enter(ConnectionState.Closed);
    }

    /// <summary>Statements from now on name another database, and no schema: that of the connection string belongs to the old one.</summary>
    /// <param name="databaseName">A SQL identifier: in upper case unless it is quoted.</param>
    public override void ChangeDatabase(string databaseName) =>
        _context = RequireOpen().Context with { Database = ObjectName.Stored(databaseName), Schema = "" };

    public new SnowflakeCommand CreateCommand() => new() { Connection = this };

    /// <summary>Waits for a statement that was submitted before, perhaps by another process, and reads its result.</summary>
    /// <param name="handle">The statement's handle, which is its query id.</param>
    /// <param name="leaveRunning">What becomes of the statement when the wait is cancelled: by default it is cancelled too.</param>
    public async Task<SnowflakeDataReader> AttachAsync(string handle, bool leaveRunning = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(handle);
        var runner = RequireOpen().Source.Runner;
        var reply = await runner.WaitAsync(handle, !leaveRunning, cancellationToken);
        return await SnowflakeDataReader.OpenAsync(runner, reply, null, cancellationToken);
    }

    /// <summary>Cancels a statement on the server, whoever has submitted it. One that has ended is left as it is.</summary>
    public Task CancelAsync(string handle, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(handle);
        return RequireOpen().Source.Runner.Api.CancelAsync(handle, cancellationToken);
    }

    internal SnowflakeConnection RequireOpen() =>
        _state == ConnectionState.Open ? this : throw new InvalidOperationException("The connection is not open.");

    /// <exception cref="NotSupportedException">Always: a transaction ends with its request.</exception>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("The SQL API keeps no transaction across requests. Send the statements as one: see AtomicBlock and SnowflakeCommand.StatementCount.");

    protected override DbCommand CreateDbCommand() => CreateCommand();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }

    private void Enter(ConnectionState state)
    {
        var before = _state;
        _state = state;
        OnStateChange(new(before, state));
    }
}
