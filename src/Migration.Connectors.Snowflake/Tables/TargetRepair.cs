using Migration.Connectors.Ledger;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Writes parts of a table anew, each range with its ledger row in one block.</summary>
/// <param name="table">Quoted.</param>
internal sealed class TargetRepair(SnowflakeSession session, TableLedger ledger, StageWriter stage, string table)
{
    /// <param name="ours">The condition that a row is the execution's; null where each is.</param>
    /// <param name="key">That both sides share.</param>
    /// <returns>How many rows went.</returns>
    public async Task<long> RunAsync(RangeRepair repair, long epoch, string? ours, IReadOnlyList<KeyPart> key, CancellationToken cancellation)
    {
        var attempt = (repair.Range.Shard, epoch);
        var block = ledger.Guard(attempt);
        var removed = 0L;
        foreach (var condition in Conditions(repair, key).Select(condition => ours is null ? condition : $"{condition} AND {ours}"))
        {
            var rows = await session.CountAsync($"SELECT COUNT(*) FROM {table} WHERE {condition}", cancellation);
            block.Then($"DELETE FROM {table} WHERE {condition}", rows, BlockRefusal.RowsDiffer);
            removed += rows;
        }
        var staged = StagedRows.None;
        if (repair.Rows.Rows > 0)
        {
            staged = await stage.BringWholeAsync(repair.Rows, attempt, cancellation);
            stage.Move(block, repair.Rows.Rows, attempt, staged);
        }
        ledger.CorrectRange(block, repair.Range, epoch);
        stage.Clear(block, attempt, staged);
        await ledger.RunAsync(block, repair.Range, (epoch, repair.Range.Ordinal), cancellation);
        return removed;
    }

    private static IEnumerable<string> Conditions(RangeRepair repair, IReadOnlyList<KeyPart> key) =>
        repair.Emptied.Select(part => Within(part, key)).Concat(repair.Keys.Select(row => KeyPart.Compare(key, "=", row.Span)));

    private static string Within(LedgerRange part, IReadOnlyList<KeyPart> key)
    {
        var bounds = KeyPart.Between(key, part.From.After.Span, part.Upper.Span);
        return bounds.Count == 0 ? "TRUE" : string.Join(" AND ", bounds);
    }
}
