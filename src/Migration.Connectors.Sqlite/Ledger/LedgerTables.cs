using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>The tables of ours in a target. They are no part of its schema, and go with the last execution that uses them.</summary>
internal static class LedgerTables
{
    private const string Ddl = """
        CREATE TABLE IF NOT EXISTS _migration_executions(
            execution TEXT PRIMARY KEY, plan TEXT NOT NULL, journal_mode TEXT NOT NULL, released INTEGER NOT NULL DEFAULT 0, claimed_at TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _migration_claims(
            table_name TEXT PRIMARY KEY COLLATE NOCASE, execution TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _migration_shards(
            execution TEXT NOT NULL, table_name TEXT NOT NULL, shard INTEGER NOT NULL, after_key BLOB NOT NULL, up_to BLOB NOT NULL,
            epoch INTEGER NOT NULL, PRIMARY KEY(execution, table_name, shard)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _migration_ranges(
            execution TEXT NOT NULL, table_name TEXT NOT NULL, range_id BLOB NOT NULL, shard INTEGER NOT NULL, ordinal INTEGER NOT NULL,
            upper BLOB NOT NULL, ends_segment INTEGER NOT NULL, rows INTEGER NOT NULL, bytes INTEGER NOT NULL, hash BLOB NOT NULL,
            first_row INTEGER, last_row INTEGER, epoch INTEGER NOT NULL, committed_at TEXT NOT NULL,
            PRIMARY KEY(execution, table_name, range_id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _migration_undo(
            execution TEXT NOT NULL, table_name TEXT NOT NULL, kind TEXT NOT NULL, enabled INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
            schema_before TEXT NOT NULL, rows_before INTEGER NOT NULL, hash_before BLOB NOT NULL, sequence_before INTEGER, keys_table TEXT,
            round INTEGER NOT NULL,
            PRIMARY KEY(execution, table_name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS _migration_objects(
            execution TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY(execution, type, name)) WITHOUT ROWID;
        """;

    private static readonly string[] s_names =
        ["_migration_executions", "_migration_claims", "_migration_shards", "_migration_ranges", "_migration_undo", "_migration_objects"];

    public static void Ensure(SqliteSession session) => session.Execute(Ddl);

    public static bool Exist(SqliteSession session) =>
        session.QueryInteger("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_migration_ranges'") == 1;

    /// <summary>Forgets an execution, and drops the tables with the last one.</summary>
    public static void Forget(SqliteSession session, string execution)
    {
        foreach (var name in s_names)
            session.Execute($"DELETE FROM {name} WHERE execution = ?1", execution);
        if (s_names.Any(name => session.QueryInteger($"SELECT EXISTS (SELECT 1 FROM {name})") == 1))
            return;
        foreach (var name in s_names)
            session.Execute($"DROP TABLE {name}");
    }
}
