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
        var merge = Rows(batch, from);
        if (await session.ScalarAsync(content, cancellation) == wanted)
            return RowChanges.None;
        var changes = batch.Rows == 0
            ? new RowChanges(0, 0, await session.CountAsync($"SELECT COUNT(*) FROM {table.Name} WHERE {within}", cancellation))
            : await CountAsync(merge.Count(within, bounds), cancellation);
        if (changes.Deleted > 0)
            block.Then(batch.Rows == 0 ? $"DELETE FROM {table.Name} WHERE {within}" : merge.Delete(within), changes.Deleted, BlockRefusal.RowsDiffer);
        if (changes.Inserted + changes.Updated > 0)
            block.Then(merge.Merge(bounds), changes.Inserted + changes.Updated, BlockRefusal.RowsDiffer);
        ledger.Require(block, shard, content, wanted);
        return changes;
    }

    private async Task<RowChanges> CountAsync(string query, CancellationToken cancellation) =>
        (await session.QueryAsync(query, row => new RowChanges(row.Number(0), row.Number(1), row.Number(2)), cancellation))[0];

    /// <summary>The source's rows, by the names that the target has for their columns.</summary>
    private RowMerge Rows(RowBatch batch, RangeCursor from)
    {
        var columns = string.Join(", ", table.Columns.Select((column, place) => $"\"_MIGRATION_{place}\" AS {column}"));
        return new RowMerge(table.Name, table.Columns, table.Key, $"SELECT {columns} FROM ({source.SelectRange(from.After.Span, batch.LastKey.Encoded)}) AS r");
    }
}
