using Migration.Connectors.Rows;
using Migration.Connectors.Sqlite.Engine;

namespace Migration.Connectors.Sqlite.Ledger;

/// <summary>What a table was before the first write, and how to get back there.</summary>
/// <param name="Enabled">The plan asked for rollback.</param>
/// <param name="SchemaBefore">The statements of the table, its indexes and triggers; empty where there was none.</param>
/// <param name="SequenceBefore">The AUTOINCREMENT counter.</param>
/// <param name="KeysTable">Where the identities of the rows before are kept; null where row ids tell them apart.</param>
internal sealed record UndoRecord(
    UndoKind Kind, bool Enabled, bool Undone, string SchemaBefore, RangeHash Before, long? SequenceBefore, string? KeysTable)
{
    /// <summary>Of the preparation that wrote the record, see <see cref="Connectors.Tables.TableJob.Round"/>.</summary>
    public int Round { get; init; }

    public static UndoRecord? Read(SqliteSession session, string execution, string table) => session.Query(
        "SELECT kind, enabled, undone, schema_before, hash_before, rows_before, sequence_before, keys_table, round FROM _migration_undo WHERE execution = ?1 AND table_name = ?2",
        row => new UndoRecord(
            Enum.Parse<UndoKind>(row.GetText(0)), row.GetBoolean(1), row.GetBoolean(2), row.GetText(3),
            RangeHash.FromBytes(row.GetBlob(4), row.GetInteger(5)), row.IsNull(6) ? null : row.GetInteger(6), row.GetTextOrNull(7))
        {
            Round = (int)row.GetInteger(8),
        },
        execution, table) is [var record] ? record : null;

    public void Write(SqliteSession session, string execution, string table) => session.Execute(
        """
        INSERT OR REPLACE INTO _migration_undo(execution, table_name, kind, enabled, undone, schema_before, hash_before, rows_before, sequence_before, keys_table, round)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """,
        execution, table, Kind.ToString(), Enabled ? 1 : 0, Undone ? 1 : 0, SchemaBefore, Before.ToBytes(), Before.Rows, SequenceBefore, KeysTable, Round);
}
