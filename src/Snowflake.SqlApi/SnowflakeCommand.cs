using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Snowflake.SqlApi.Statements;

namespace Snowflake.SqlApi;

/// <summary>
/// One statement. It is submitted under one request id, however often the request has to be sent. Cancelling, by token or by
/// <see cref="Cancel"/>, ends it on the server. While a request is under way no cancellation is seen, since the statement's handle
/// would be lost with the answer: that is up to 45 seconds, or moments with <see cref="IsAsynchronous"/>.
/// </summary>
public sealed class SnowflakeCommand : DbCommand
{
    private CancellationTokenSource? _running;

    [AllowNull]
    public override string CommandText { get => field; set => field = value ?? ""; } = "";

    /// <summary>Seconds that the statement may take on the server; zero leaves it to STATEMENT_TIMEOUT_IN_SECONDS.</summary>
    public override int CommandTimeout { get; set; }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text) throw new NotSupportedException("Only statements are sent: write CALL for a procedure and SELECT for a table.");
        }
    }

    public new SnowflakeConnection? Connection { get; set; }

    public new SnowflakeParameterCollection Parameters { get; } = [];

    /// <summary>The id under which the statement is submitted; null takes a new one for each execution. Two executions under one id are two executions.</summary>
    public Guid? RequestId { get; set; }

    /// <summary>Set when <see cref="RequestId"/> may have been submitted before: Snowflake then gives the result of that submission instead of running it again.</summary>
    public bool IsResubmission { get; set; }

    /// <summary>Whether Snowflake answers at once, with the handle alone. For statements that take long.</summary>
    public bool IsAsynchronous { get; set; }

    /// <summary>Whether the statement goes on when the wait for it is cancelled.</summary>
    public bool LeavesRunning { get; set; }

    /// <summary>
    /// How many bytes of partitions may be fetched and decoded, side by side, before their rows are read; zero to fetch each as it is
    /// reached and hold one row of it. Counted as text without compression: decoded they take about three times as much.
    /// </summary>
    public long BytesAhead { get; set; }

    /// <summary>What QUERY_HISTORY shows beside the statement; null takes the connection's.</summary>
    public string? QueryTag { get; set; }

    /// <summary>How many statements <see cref="CommandText"/> has, zero for any number; null for one. Several take no parameters, and one that fails leaves those before it done.</summary>
    public int? StatementCount { get; set; }

    /// <summary>Parameters of the request, such as TIMEZONE or USE_CACHED_RESULT.</summary>
    public IDictionary<string, string> StatementParameters { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Called with the handle as soon as it is known, before the statement has ended.</summary>
    public Action<string>? Accepted { get; set; }

    /// <summary>The handle of the last statement that was accepted; empty before.</summary>
    public string StatementHandle { get; private set; } = "";

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; } = UpdateRowSource.None;

    protected override DbConnection? DbConnection
    {
        get => Connection;
        set => Connection = value is null or SnowflakeConnection ? (SnowflakeConnection?)value : throw new ArgumentException("Only a SnowflakeConnection can be used.", nameof(value));
    }

    protected override DbParameterCollection DbParameterCollection => Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => null;
        set
        {
            if (value is not null) throw new NotSupportedException("The SQL API keeps no transaction across requests. See AtomicBlock.");
        }
    }

    public override void Cancel() => Volatile.Read(ref _running)?.Cancel();

    public override void Prepare() => throw new NotSupportedException("The SQL API prepares no statements.");

    public override int ExecuteNonQuery() => ExecuteNonQueryAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override object? ExecuteScalar() => ExecuteScalarAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        await using var reader = await ExecuteReaderAsync(cancellationToken);
        return reader.RecordsAffected;
    }

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        await using var reader = await ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : null;
    }

    public new Task<SnowflakeDataReader> ExecuteReaderAsync(CancellationToken cancellationToken = default) => RunAsync(CommandBehavior.Default, cancellationToken);

    /// <summary>Submits and does not wait: <see cref="SnowflakeConnection.AttachAsync"/> takes the handle, here or in another process.</summary>
    public async Task<string> SubmitAsync(CancellationToken cancellationToken = default)
    {
        var connection = RequireConnection();
        var reply = await connection.Source.Runner.SubmitAsync(Request(connection) with { IsAsynchronous = true }, cancellationToken);
        return Accept(reply.StatementHandle);
    }

    protected override DbParameter CreateDbParameter() => new SnowflakeParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => RunAsync(behavior, CancellationToken.None).GetAwaiter().GetResult();

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) => await RunAsync(behavior, cancellationToken);

    private async Task<SnowflakeDataReader> RunAsync(CommandBehavior behavior, CancellationToken cancellation)
    {
        if ((behavior & (CommandBehavior.SchemaOnly | CommandBehavior.KeyInfo)) != 0)
            throw new NotSupportedException("The SQL API describes a result only by running the statement. Send DESCRIBE RESULT or a LIMIT 0.");
        var connection = RequireConnection();
        var runner = connection.Source.Runner;
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (Interlocked.CompareExchange(ref _running, running, null) is not null) throw new InvalidOperationException("The command is running already.");
        try
        {
            var reply = await runner.SubmitAsync(Request(connection), running.Token);
            var handle = Accept(reply.StatementHandle);
            if (reply.IsRunning) reply = await runner.WaitAsync(handle, !LeavesRunning, running.Token);
            var reader = await SnowflakeDataReader.OpenAsync(runner, reply, behavior.HasFlag(CommandBehavior.CloseConnection) ? connection : null, running.Token);
            reader.BytesAhead = BytesAhead;
            return reader;
        }
        finally
        {
            Volatile.Write(ref _running, null);
        }
    }

    private string Accept(string handle)
    {
        StatementHandle = handle;
        Accepted?.Invoke(handle);
        return handle;
    }

    private SnowflakeConnection RequireConnection() =>
        (Connection ?? throw new InvalidOperationException("The command has no connection.")).RequireOpen();

    private StatementRequest Request(SnowflakeConnection connection)
    {
        if (string.IsNullOrWhiteSpace(CommandText)) throw new InvalidOperationException("The command has no text.");
        if (StatementCount is not null && Parameters.Count > 0)
            throw new NotSupportedException("Several statements in one request take no parameters. Write the values as literals, or send one statement.");
        if (IsResubmission && RequestId is null) throw new InvalidOperationException("A resubmission needs the RequestId of the first submission.");
        return new()
        {
            Text = CommandText,
            RequestId = RequestId ?? Guid.NewGuid(),
            Context = connection.Context,
            Bindings = [.. Parameters.Select(parameter => parameter.Bound())],
            Parameters = AllowedParameters.Merge(StatementParameters.AsReadOnly(), QueryTag ?? connection.Source.Settings.QueryTag, StatementCount),
            Timeout = RequestLimits.Timeout(CommandTimeout),
            IsAsynchronous = IsAsynchronous,
            IsResubmission = IsResubmission,
        };
    }
}
