using Migration.Connectors.Schema;
using Npgsql;

namespace Migration.Connectors.Postgres.Engine;

/// <summary>
/// One connection, from Npgsql's pool. Text forms of values are fixed, so that they are the same on every server. One
/// caller at a time. Every failure of the server or the connection comes out as a <see cref="PostgresFailure"/>.
/// </summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private const int LongestApplicationName = 63;

    private readonly string _database;

    private PostgresSession(PostgresOptions options, StatementCounter? statements)
    {
        Connection = new NpgsqlConnection(options.ConnectionString);
        _database = options.Name;
        Watch = new SilenceWatch(options);
        Statements = statements;
    }

    public NpgsqlConnection Connection { get; }

    public SilenceWatch Watch { get; }

    /// <summary>Counts what is sent, where somebody wants to know.</summary>
    public StatementCounter? Statements { get; }

    /// <param name="schema">Where names without a schema are looked up; "" for the user's own search path.</param>
    /// <param name="purpose">Shown beside the product's name in pg_stat_activity.</param>
    public static async Task<PostgresSession> OpenAsync(PostgresOptions options, string schema, string purpose, CancellationToken cancellation, StatementCounter? statements = null)
    {
        var session = new PostgresSession(options, statements);
        try
        {
            await session.GuardAsync(async ending =>
            {
                await session.Connection.OpenAsync(ending);
                return true;
            }, cancellation);
            ServerVersion.Require(session.Connection.PostgreSqlVersion, options.Name);
            session.Watch.Begin(session.Connection, session.Connection.ProcessID);
            session.Watch.Begin(session.Connection, await session.ScalarAsync<int>(Settings(options, schema, purpose), cancellation));
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] parameters) => GuardAsync(async ending =>
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(ending);
    }, cancellation);

    /// <summary>The first value of the first row; the default where there is none or it is NULL.</summary>
    public Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellation, params object?[] parameters) => GuardAsync(async ending =>
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteScalarAsync(ending) is T value ? value : default;
    }, cancellation);

    public Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object?[] parameters) => GuardAsync(async ending =>
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(ending);
        var rows = new List<T>();
        while (await reader.ReadAsync(ending))
            rows.Add(read(reader));
        return rows;
    }, cancellation);

    /// <summary>Takes the work back where it fails.</summary>
    public async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await ExecuteAsync("BEGIN", cancellation);
        try
        {
            var result = await work();
            await ExecuteAsync("COMMIT", cancellation);
            return result;
        }
        catch
        {
            await RollBackAsync();
            throw;
        }
    }

    /// <summary>Runs a statement in a transaction so that its refusal undoes it alone. Null where it succeeds, else what the engine said.</summary>
    public async Task<string?> TryAsync(string sql, CancellationToken cancellation)
    {
        await ExecuteAsync("SAVEPOINT attempt", cancellation);
        try
        {
            await ExecuteAsync(sql, cancellation);
            await ExecuteAsync("RELEASE attempt", cancellation);
            return null;
        }
        catch (PostgresFailure failure) when (!failure.IsTransient)
        {
            await ExecuteAsync("ROLLBACK TO attempt", cancellation);
            return failure.Message;
        }
    }

    /// <param name="call">Is given a token that ends it also where its connection is lost without a word.</param>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await Watch.RunAsync(call, cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            // What else waits in the pool is lost as well, and each would cost a retry.
            if (failure is not PostgresException)
                NpgsqlConnection.ClearPool(Connection);
            throw PostgresErrors.Translate(failure, _database);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Watch.IsAbandoned)
            return;
        try
        {
            // Npgsql rolls an open transaction back and waits for the answer, for ever over a silent connection.
            await GuardAsync(async _ =>
            {
                await Connection.DisposeAsync();
                return true;
            }, CancellationToken.None);
        }
        catch (PostgresFailure)
        {
            // The connection is gone, and with it what was not committed.
        }
    }

    /// <summary>Ends a transaction that failed, where the connection still stands.</summary>
    public async Task RollBackAsync()
    {
        try
        {
            if (!Watch.IsAbandoned && Connection.FullState.HasFlag(System.Data.ConnectionState.Open))
                await ExecuteAsync("ROLLBACK", CancellationToken.None);
        }
        catch (PostgresFailure)
        {
            // The connection is gone, and the transaction with it; the failure that led here is thrown.
        }
    }

    private NpgsqlCommand Command(string sql, object?[] parameters)
    {
        Statements?.Add();
        var command = new NpgsqlCommand(sql, Connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        return command;
    }

    private static string Settings(PostgresOptions options, string schema, string purpose)
    {
        var name = $"{PostgresOptions.Product} {purpose}".TrimEnd();
        var application = purpose.Length == 0 ? "" : $"SET application_name = {SqlNames.Literal(name.Length <= LongestApplicationName ? name : name[..LongestApplicationName])}; ";
        var path = schema.Length == 0 ? "" : $"SET search_path = {SqlNames.Quote(schema)}; ";
        return application + path
            + $"SET lock_timeout = {(long)options.LockTimeout.TotalMilliseconds}; SET statement_timeout = {(long)options.StatementTimeout.TotalMilliseconds}; "
            + "SET idle_in_transaction_session_timeout = '5min'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'iso_8601'; SET timezone = 'UTC'; "
            + "SET bytea_output = 'hex'; SET extra_float_digits = 1; SET standard_conforming_strings = on; SET jit = off; "
            // A worker that lost its power must not hold locks for the two hours that TCP has in mind.
            + "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3; SELECT pg_backend_pid()";
    }
}
