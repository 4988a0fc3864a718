using Migration.Connectors.Snowflake.Schema;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>
/// Sends statements, each a request and so a session of its own: nothing is held open, and statements may run side by
/// side. Every failure comes out as a <see cref="SnowflakeFailure"/>.
/// </summary>
internal sealed class SnowflakeSession(SnowflakeOptions options, string connectionString, QueryTag tag, StatementCounter? statements = null)
{
    public SnowflakeOptions Options => options;

    /// <summary>Whether the driver can put files into stages.</summary>
    public static bool PutsFiles => Driver.Put is not null;

    public Task<long> ExecuteAsync(string sql, CancellationToken cancellation, params string?[] binds) =>
        ReadAsync(new(sql) { Binds = binds }, reader => Task.FromResult(Math.Max(0, reader.RowsAffected)), cancellation);

    public Task<long> ExecuteAsync(SnowflakeStatement statement, CancellationToken cancellation) =>
        ReadAsync(statement, reader => Task.FromResult(Math.Max(0, reader.RowsAffected)), cancellation);

    /// <summary>Executes what others can do without.</summary>
    /// <returns>Why it was refused; null where it was not.</returns>
    public async Task<string?> RefusalAsync(string sql, CancellationToken cancellation)
    {
        try
        {
            await ExecuteAsync(sql, cancellation);
            return null;
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            return refused.Message;
        }
    }

    /// <summary>The first value of the first row as text; null where there is none or it is NULL.</summary>
    public Task<string?> ScalarAsync(string sql, CancellationToken cancellation) => ReadAsync(
        new(sql), async reader => await reader.ReadAsync(cancellation) && !reader.IsDBNull(0) ? reader.GetString(0) : null, cancellation);

    /// <summary>Role and warehouse that statements have; empty for none.</summary>
    public async Task<(string Role, string Warehouse)> ContextAsync(CancellationToken cancellation) =>
        (await QueryAsync("SELECT CURRENT_ROLE(), CURRENT_WAREHOUSE()", row => (Name(row, 0), Name(row, 1)), cancellation))[0];

    public async Task<long> CountAsync(string sql, CancellationToken cancellation) =>
        long.Parse(await ScalarAsync(sql, cancellation) ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    public Task<List<T>> QueryAsync<T>(string sql, Func<ResultReader, T> read, CancellationToken cancellation) => ReadAsync(new(sql), async reader =>
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }, cancellation);

    public async Task<T> ReadAsync<T>(SnowflakeStatement statement, Func<ResultReader, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            statements?.Add();
            await using var connection = await Driver.OpenAsync(connectionString, cancellation);
            await using var command = Driver.Command(connection, statement, statement.Range is null ? tag : tag with { Range = statement.Range }, options.StatementTimeout);
            await using var reader = await Driver.ExecuteAsync(command, statement, cancellation);
            return await read(new ResultReader(reader));
        }
        catch (Exception thrown) when (!(thrown is OperationCanceledException && cancellation.IsCancellationRequested) && Driver.FailureOf(thrown) is { } failure)
        {
            throw SnowflakeErrors.Translate(failure, options.Name);
        }
    }

    /// <param name="put">A PUT of files of this machine.</param>
    public async Task PutAsync(string put, CancellationToken cancellation)
    {
        try
        {
            statements?.Add();
            await using var connection = await Driver.OpenAsync(connectionString, cancellation);
            await Driver.Put!(connection, put, cancellation);
        }
        catch (Exception thrown) when (!(thrown is OperationCanceledException && cancellation.IsCancellationRequested) && Driver.FailureOf(thrown) is { } failure)
        {
            throw SnowflakeErrors.Translate(failure, options.Name);
        }
    }

    /// <summary>Waits for the end of a statement that another process has sent. One that failed, or that nothing is known of any more, has ended.</summary>
    public async Task AwaitAsync(string handle, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await Driver.OpenAsync(connectionString, cancellation);
            await Driver.AwaitAsync(connection, handle, cancellation);
        }
        catch (Exception thrown) when (!(thrown is OperationCanceledException && cancellation.IsCancellationRequested) && Driver.FailureOf(thrown) is { } failure)
        {
            // Whatever it came to, the ledger tells; but not of one that could not be asked for.
            if (failure.Kind is DriverFailureKind.Unavailable or DriverFailureKind.Throttled or DriverFailureKind.Authentication)
                throw SnowflakeErrors.Translate(failure, options.Name);
        }
    }

    /// <summary>As it is stored: a name that needs quotes may come with them.</summary>
    private static string Name(ResultReader row, int column) => row.IsDBNull(column) ? ""
        : row.GetString(column) is ['"', .., '"'] and var quoted ? SnowflakeNames.Identifier(quoted) : row.GetString(column);
}
