using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>The undo records in a target's file; a definition is the statements of the table, its indexes and triggers.</summary>
internal static class UndoRecords
{
    public static UndoRecord? Read(SqliteSession session, string execution, string table) => session.Query(
        "SELECT kind, enabled, undone, schema_before, hash_before, rows_before, sequence_before, keys_table, round FROM _migration_undo WHERE execution = ?1 AND table_name = ?2",
        row => new UndoRecord(
            Enum.Parse<UndoKind>(row.GetText(0)), row.GetBoolean(1), row.GetBoolean(2), row.GetText(3), RangeHash.FromBytes(row.GetBlob(4), row.GetInteger(5)), row.GetTextOrNull(7))
        {
            SequenceBefore = row.IsNull(6) ? null : row.GetInteger(6),
            Round = (int)row.GetInteger(8),
        },
        execution, table) is [var record] ? record : null;

    public static void Write(this UndoRecord undo, SqliteSession session, string execution, string table) => session.Execute(
        """
        INSERT OR REPLACE INTO _migration_undo(execution, table_name, kind, enabled, undone, schema_before, hash_before, rows_before, sequence_before, keys_table, round)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """,
        execution, table, undo.Kind.ToString(), undo.Enabled ? 1 : 0, undo.Undone ? 1 : 0, undo.SchemaBefore, undo.Before.ToBytes(), undo.Before.Rows, undo.SequenceBefore, undo.KeysTable, undo.Round);
}
