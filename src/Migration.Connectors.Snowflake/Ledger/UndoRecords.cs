using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using static Migration.Connectors.Snowflake.Ledger.LedgerText;

namespace Migration.Connectors.Snowflake.Ledger;

/// <summary>The undo record of one table of one execution; a definition is as <see cref="TableState"/> puts it.</summary>
/// <param name="table">Its stored name.</param>
internal sealed class UndoRecords(SnowflakeSession session, LedgerTables tables, string execution, string table)
{
    private string Own { get; } = $"EXECUTION = {Of(execution)} AND TABLE_NAME = {Of(table)}";

    public async Task<UndoRecord?> ReadAsync(CancellationToken cancellation) => await session.QueryAsync(
        $"SELECT KIND, ENABLED, UNDONE, SCHEMA_BEFORE, HASH_BEFORE, ROWS_BEFORE, CLONE, ROUND FROM {tables.Undo} WHERE {Own}",
        row => new UndoRecord(
            Enum.Parse<UndoKind>(row.GetString(0)), row.Truth(1), row.Truth(2), row.GetString(3), RangeHash.FromBytes(row.Bytes(4), row.Number(5)), row.IsDBNull(6) ? null : row.GetString(6))
        {
            Round = (int)row.Number(7),
        },
        cancellation) is [var record, ..] ? record : null;

    /// <summary>Puts a record in the place of one that was read, or of none.</summary>
    public GuardedBlock Replace(UndoRecord? before, UndoRecord undo) => new GuardedBlock().Then(tables.TakeLock)
        .Then($"DELETE FROM {tables.Undo} WHERE {Own}{(before is null ? "" : $" AND ROUND = {before.Round} AND UNDONE = {Of(before.Undone)}")}", before is null ? 0 : 1, BlockRefusal.UndoChanged)
        .Then($"INSERT INTO {tables.Undo} (EXECUTION, TABLE_NAME, KIND, ENABLED, UNDONE, SCHEMA_BEFORE, ROWS_BEFORE, HASH_BEFORE, CLONE, ROUND) "
            + $"SELECT {Of(execution)}, {Of(table)}, {Of(undo.Kind.ToString())}, {Of(undo.Enabled)}, {Of(undo.Undone)}, {Of(undo.SchemaBefore)}, {undo.Before.Rows}, {Of(undo.Before.ToBytes())}, {(undo.KeysTable is null ? "NULL" : Of(undo.KeysTable))}, {undo.Round}");
}
