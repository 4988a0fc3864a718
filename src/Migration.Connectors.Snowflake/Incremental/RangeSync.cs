using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Tables;
using Migration.Core.Checkpoints;

namespace Migration.Connectors.Snowflake.Incremental;

/// <summary>
/// Makes ranges of the target what the source has, inside the account. A range that is equal by hash is not written to.
/// Of any other it is counted beforehand what will change, and the block goes on only where that many rows do and the
/// range is then equal.
/// </summary>
internal sealed class RangeSync(SnowflakeSession session, SnowflakeTableSource source, SyncedTable table, TableLedger ledger) : IMoveWithin
{
    public async Task<RowChanges?> MoveAsync(GuardedBlock block, RowBatch batch, RangeCursor from, int shard, CancellationToken cancellation)
    {
        var upTo = batch.EndsSegment ? default : batch.LastKey.Encoded;
        var (within, bounds) = (table.Within(from, upTo), table.Bounds(from, upTo, "t."));
        var (content, wanted) = (table.Content(within), SyncedTable.ContentOf(batch.Hash));
        if (await session.ScalarAsync(content, cancellation) == wanted)
            return RowChanges.None;
        var changes = batch.Rows == 0
            ? await EmptyAsync(block, within, cancellation)
            : await RowMerge.From(source.SelectRange(from.After.Span, batch.LastKey.Encoded), table).AddToAsync(block, session, (within, bounds, RemovesExtra: true), cancellation);
        ledger.Require(block, shard, content, wanted);
        return changes;
    }

    private async Task<RowChanges> EmptyAsync(GuardedBlock block, string within, CancellationToken cancellation)
    {
        var rows = await session.CountAsync($"SELECT COUNT(*) FROM {table.Name} WHERE {within}", cancellation);
        if (rows > 0)
            block.Then($"DELETE FROM {table.Name} WHERE {within}", rows, BlockRefusal.RowsDiffer);
        return new RowChanges(0, 0, rows);
    }
}
