using System.Data;
using Npgsql;
using NpgsqlTypes;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Sql.Catalog;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>
/// The connection of one session. A statement that fails takes back what it did and nothing else: in a transaction it runs behind a
/// savepoint, and what was done before stays.
/// </summary>
internal sealed class SessionConnection(NpgsqlDataSource source, SessionState session, AccountClock clock) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    public async Task<T> AtomicallyAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        var inTransaction = session.IsInTransaction;
        await ExecuteAsync(inTransaction ? "SAVEPOINT statement" : "BEGIN", [], cancellation);
        try
        {
            var result = await work();
            if (inTransaction) await ExecuteAsync("RELEASE SAVEPOINT statement", [], cancellation);
            else await CommitAsync(cancellation);
            return result;
        }
        catch
        {
            await ExecuteAsync(inTransaction ? "ROLLBACK TO SAVEPOINT statement" : "ROLLBACK", [], CancellationToken.None);
            throw;
        }
    }

    public async Task BeginAsync(CancellationToken cancellation)
    {
        if (session.IsInTransaction) return;
        await ExecuteAsync("BEGIN", [], cancellation);
        session.IsInTransaction = true;
    }

    public async Task EndAsync(string word, CancellationToken cancellation)
    {
        if (!session.IsInTransaction) return;
        session.IsInTransaction = false;
        if (word == "COMMIT") await CommitAsync(cancellation);
        else await ExecuteAsync(word, [], cancellation);
    }

    /// <returns>The rows that were changed.</returns>
    public async Task<long> ExecuteAsync(string sql, IReadOnlyList<string?> parameters, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(sql, parameters, cancellation);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException failure)
        {
            throw PostgresErrors.Translate(failure, session);
        }
    }

    /// <summary>All rows, every value as text.</summary>
    public async Task<List<string?[]>> QueryAsync(string sql, IReadOnlyList<string?> parameters, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(sql, parameters, cancellation);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
            var rows = new List<string?[]>();
            while (await reader.ReadAsync(cancellation))
            {
                var row = new string?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
                rows.Add(row);
            }

            return rows;
        }
        catch (PostgresException failure)
        {
            throw PostgresErrors.Translate(failure, session);
        }
    }

    /// <summary>Between two statements of a driver's session: a transaction and temporary tables keep the connection.</summary>
    public async ValueTask RestAsync()
    {
        if (_connection is null || session.IsInTransaction || session.Temporary.Count > 0) return;
        await _connection.DisposeAsync();
        _connection = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is null) return;
        foreach (var table in session.Temporary.Values) await ExecuteAsync($"DROP TABLE IF EXISTS {table.Stored}, {table.History}", [], CancellationToken.None);
        if (session.IsInTransaction) await EndAsync("ROLLBACK", CancellationToken.None);
        await _connection.DisposeAsync();
    }

    /// <summary>What wrote nothing has no moment.</summary>
    private async Task CommitAsync(CancellationToken cancellation) => session.Committed = await clock.CommitAsync(
        moment => ExecuteAsync($"INSERT INTO sf.commits SELECT pg_current_xact_id(), {AccountClock.Sql(moment)} WHERE pg_current_xact_id_if_assigned() IS NOT NULL; COMMIT", [], cancellation), cancellation);

    private async Task<NpgsqlCommand> CommandAsync(string sql, IReadOnlyList<string?> parameters, CancellationToken cancellation)
    {
        var connection = _connection ?? await OpenAsync(cancellation);
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters) command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)parameter ?? DBNull.Value });
        return command;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        _connection = await source.OpenConnectionAsync(cancellation);
        await ApplyTimeZoneAsync(cancellation);
        return _connection;
    }

    /// <exception cref="EngineException">There is no such time zone.</exception>
    public async Task ApplyTimeZoneAsync(CancellationToken cancellation)
    {
        if (_connection is not null) await ExecuteAsync($"SET TIME ZONE {Literal(session.TimeZone)}", [], cancellation);
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
