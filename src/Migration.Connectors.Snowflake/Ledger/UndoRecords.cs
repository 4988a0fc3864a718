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

    /// <summary>Begins a block that goes on only while the record is the one that was read.</summary>
    public GuardedBlock Hold(UndoRecord undo) => new GuardedBlock().Then(tables.TakeLock)
        .Then($"UPDATE {tables.Undo} SET ROUND = ROUND WHERE {Read(undo)}", 1, BlockRefusal.UndoChanged);

    /// <summary>Takes away the record that was read; where none was, makes sure that there is none.</summary>
    public GuardedBlock Remove(UndoRecord? undo) => new GuardedBlock().Then(tables.TakeLock)
        .Then($"DELETE FROM {tables.Undo} WHERE {(undo is null ? Own : Read(undo))}", undo is null ? 0 : 1, BlockRefusal.UndoChanged);

    public Task<long> ForgetCloneAsync(UndoRecord undo, CancellationToken cancellation) =>
        session.ExecuteAsync($"UPDATE {tables.Undo} SET CLONE = NULL WHERE {Read(undo)}", cancellation);

    /// <summary>Puts a record in the place of one that was read, or of none.</summary>
    public GuardedBlock Replace(UndoRecord? before, UndoRecord undo) => Remove(before)
        .Then($"INSERT INTO {tables.Undo} (EXECUTION, TABLE_NAME, KIND, ENABLED, UNDONE, SCHEMA_BEFORE, ROWS_BEFORE, HASH_BEFORE, CLONE, ROUND) "
            + $"SELECT {Of(execution)}, {Of(table)}, {Of(undo.Kind.ToString())}, {Of(undo.Enabled)}, {Of(undo.Undone)}, {Of(undo.SchemaBefore)}, {undo.Before.Rows}, {Of(undo.Before.ToBytes())}, {(undo.KeysTable is null ? "NULL" : Of(undo.KeysTable))}, {undo.Round}");

    private string Read(UndoRecord undo) => $"{Own} AND ROUND = {undo.Round} AND UNDONE = {Of(undo.Undone)} AND CLONE IS NOT DISTINCT FROM {(undo.KeysTable is null ? "NULL" : Of(undo.KeysTable))}";
}
