using System.Globalization;
using Migration.Connectors.Ledger;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>
/// The rows that this file did not take. Made with the first of them, and kept beyond the end of an execution: whoever
/// mends the rows drops it. Its writing methods run inside their caller's transaction.
/// </summary>
internal static class RejectTable
{
    private const string Name = "_migration_rejects";

    private const string Ddl = $"""
        CREATE TABLE IF NOT EXISTS {Name}(
            execution TEXT NOT NULL, table_name TEXT NOT NULL, shard INTEGER NOT NULL, range INTEGER NOT NULL, number INTEGER NOT NULL,
            row_key TEXT NOT NULL, row_values TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL, rejected_at TEXT NOT NULL,
            PRIMARY KEY(execution, table_name, shard, range, number)) WITHOUT ROWID
        """;

    /// <summary>Fails where the table's budget does not reach for the rows.</summary>
    public static void Add(SqliteSession session, TableJob job, IReadOnlyList<RejectedRow> rows, DateTimeOffset now)
    {
        session.Execute(Ddl);
        // Other shards of the table count on the same budget.
        if (Count(session, job.ExecutionId, job.TargetTable).Values.Sum() + rows.Count > job.Configuration.MaxRejects)
            throw new MigrationException(rows[^1].Code, rows[^1].Reason);
        foreach (var (number, row) in rows.Index())
        {
            session.Execute(
                $"INSERT INTO {Name} VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                job.ExecutionId, row.Table, row.Shard, row.Range, number, row.Key, row.Values, row.Code, row.Reason, now.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    public static IReadOnlyDictionary<(int Shard, long Range), long> Count(SqliteSession session, string execution, string table) => !Exists(session) ? new Dictionary<(int, long), long>() : session.Query(
        $"SELECT shard, range, count(*) FROM {Name} WHERE execution = ?1 AND table_name = ?2 GROUP BY shard, range",
        row => (Range: ((int)row.GetInteger(0), row.GetInteger(1)), Rows: row.GetInteger(2)), execution, table).ToDictionary(r => r.Range, r => r.Rows);

    public static IReadOnlyList<RejectedRow> Read(SqliteSession session, string execution, string? table) => !Exists(session) ? [] : session.Query(
        $"SELECT table_name, range, row_key, row_values, code, reason, shard FROM {Name} WHERE execution = ?1 AND (?2 IS NULL OR table_name = ?2 COLLATE NOCASE) ORDER BY table_name, shard, range, number",
        row => new RejectedRow(row.GetText(0), row.GetInteger(1), row.GetText(2), row.GetText(3), row.GetText(4), row.GetText(5)) { Shard = (int)row.GetInteger(6) }, execution, table);

    /// <summary>Forgets those of a table that is taken back.</summary>
    public static void Clear(SqliteSession session, string execution, string table)
    {
        if (!Exists(session))
            return;
        session.Execute($"DELETE FROM {Name} WHERE execution = ?1 AND table_name = ?2", execution, table);
        if (session.QueryInteger($"SELECT EXISTS (SELECT 1 FROM {Name})") == 0)
            session.Execute($"DROP TABLE {Name}");
    }

    private static bool Exists(SqliteSession session) =>
        session.QueryInteger("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1", Name) == 1;
}
