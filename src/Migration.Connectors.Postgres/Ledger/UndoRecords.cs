using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Postgres.Ledger;

/// <summary>The undo records in a target's schema; a definition is as <see cref="TableState"/> puts it.</summary>
internal static class UndoRecords
{
    public static async Task<UndoRecord?> ReadAsync(PostgresSession session, string execution, string table, CancellationToken cancellation) => await session.QueryAsync(
        "SELECT kind, enabled, undone, schema_before, hash_before, rows_before, keys_table, round FROM _migration_undo WHERE execution = $1 AND table_name = $2",
        row => new UndoRecord(
            Enum.Parse<UndoKind>(row.GetString(0)), row.GetBoolean(1), row.GetBoolean(2), row.GetString(3),
            RangeHash.FromBytes(row.GetFieldValue<byte[]>(4), row.GetInt64(5)), row.IsDBNull(6) ? null : row.GetString(6))
        {
            Round = row.GetInt32(7),
        },
        cancellation, execution, table) is [var record] ? record : null;

    /// <summary>Until the end of the caller's transaction nobody else prepares the table or takes it back.</summary>
    public static Task<int> LockAsync(PostgresSession session, string execution, string table, CancellationToken cancellation) => session.ExecuteAsync(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", cancellation, $"migration undo {execution} {table}");

    public static Task WriteAsync(this UndoRecord undo, PostgresSession session, string execution, string table, CancellationToken cancellation) => session.ExecuteAsync(
        """
        INSERT INTO _migration_undo(execution, table_name, kind, enabled, undone, schema_before, hash_before, rows_before, keys_table, round)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (execution, table_name) DO UPDATE SET kind = excluded.kind, enabled = excluded.enabled, undone = excluded.undone,
            schema_before = excluded.schema_before, hash_before = excluded.hash_before, rows_before = excluded.rows_before,
            keys_table = excluded.keys_table, round = excluded.round
        """,
        cancellation, execution, table, undo.Kind.ToString(), undo.Enabled, undo.Undone, undo.SchemaBefore, undo.Before.ToBytes(), undo.Before.Rows, undo.KeysTable, undo.Round);
}
