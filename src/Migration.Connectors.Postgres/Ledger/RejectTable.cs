using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Ledger;

/// <summary>
/// The rows that this schema did not take. Made with the first of them, and kept beyond the end of an execution: whoever
/// mends the rows drops it. Its writing methods run inside their caller's transaction.
/// </summary>
internal static class RejectTable
{
    private const string Name = "_migration_rejects";

    private const string Ddl = $"""
        SET LOCAL client_min_messages = warning;
        CREATE TABLE IF NOT EXISTS {Name}(
            execution text NOT NULL, table_name text NOT NULL, shard integer NOT NULL, range bigint NOT NULL, number integer NOT NULL,
            row_key text NOT NULL, row_values text NOT NULL, code text NOT NULL, reason text NOT NULL, rejected_at timestamptz NOT NULL,
            PRIMARY KEY(execution, table_name, shard, range, number))
        """;

    /// <summary>Fails where the table's budget does not reach for the rows.</summary>
    public static async Task AddAsync(PostgresSession session, TableJob job, IReadOnlyList<RejectedRow> rows, CancellationToken cancellation)
    {
        if (!await ExistsAsync(session, cancellation))
        {
            await LedgerTables.LockAsync(session, cancellation);
            await session.ExecuteAsync(Ddl, cancellation);
        }
        // Other shards of the table count on the same budget.
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", cancellation, $"migration rejects {job.ExecutionId} {job.TargetTable}");
        if ((await CountAsync(session, job.ExecutionId, job.TargetTable, cancellation)).Values.Sum() + rows.Count > job.Configuration.MaxRejects)
            throw new MigrationException(rows[^1].Code, rows[^1].Reason);
        foreach (var (number, row) in rows.Index())
        {
            // PostgreSQL holds no NUL in a text, of which the row may have been put aside.
            await session.ExecuteAsync(
                $"INSERT INTO {Name} VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())", cancellation,
                job.ExecutionId, row.Table, row.Shard, row.Range, number, row.Key.Replace("\0", "\\0", StringComparison.Ordinal), row.Values, row.Code, row.Reason);
        }
    }

    public static async Task<IReadOnlyDictionary<(int Shard, long Range), long>> CountAsync(PostgresSession session, string execution, string table, CancellationToken cancellation)
    {
        if (!await ExistsAsync(session, cancellation))
            return new Dictionary<(int, long), long>();
        var counts = await session.QueryAsync(
            $"SELECT shard, range, count(*) FROM {Name} WHERE execution = $1 AND table_name = $2 GROUP BY shard, range",
            row => (Range: (row.GetInt32(0), row.GetInt64(1)), Rows: row.GetInt64(2)), cancellation, execution, table);
        return counts.ToDictionary(r => r.Range, r => r.Rows);
    }

    /// <param name="table">Empty for all.</param>
    public static async Task<IReadOnlyList<RejectedRow>> ReadAsync(PostgresSession session, string execution, string table, CancellationToken cancellation) =>
        !await ExistsAsync(session, cancellation) ? [] : await session.QueryAsync(
            $"SELECT table_name, range, row_key, row_values, code, reason, shard FROM {Name} WHERE execution = $1 AND $2 IN ('', table_name) ORDER BY table_name, shard, range, number",
            row => new RejectedRow(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)) { Shard = row.GetInt32(6) }, cancellation, execution, table);

    /// <summary>Forgets those of a table that is taken back. The table of rejects stays: another execution may be about to write to it.</summary>
    public static async Task ClearAsync(PostgresSession session, string execution, string table, CancellationToken cancellation)
    {
        if (await ExistsAsync(session, cancellation))
            await session.ExecuteAsync($"DELETE FROM {Name} WHERE execution = $1 AND table_name = $2", cancellation, execution, table);
    }

    // Of the schema that the session's search path names, and of no other.
    private static Task<bool> ExistsAsync(PostgresSession session, CancellationToken cancellation) => session.ScalarAsync<bool>(
        $"SELECT EXISTS (SELECT 1 FROM pg_class WHERE relname = '{Name}' AND relnamespace = to_regnamespace(quote_ident(current_schema())))", cancellation);
}
