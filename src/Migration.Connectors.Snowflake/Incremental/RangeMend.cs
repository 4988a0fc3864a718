using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Tables;
using Migration.Connectors.Tables;
using Migration.Core.Checkpoints;

namespace Migration.Connectors.Snowflake.Incremental;

/// <summary>
/// Repairs ranges of a table that was copied inside its account. As much is changed as was counted beforehand, and the
/// block goes on only where the range is then the source's rows, and those that the source lacks where they stay.
/// </summary>
internal sealed class RangeMend(SnowflakeSession session, SnowflakeTableSource source, SyncedTable table, TableLedger ledger) : IRangeMending
{
    private static readonly BatchLimits AllRows = new(int.MaxValue, long.MaxValue);

    public async Task<MendedRange> MendAsync(LedgerRange range, bool removesExtra, long epoch, CancellationToken cancellation)
    {
        var upTo = range.EndsSegment ? default : range.Upper;
        var (within, bounds) = (table.Within(range.From, upTo.Span), table.Bounds(range.From, upTo.Span, "t."));
        var merge = RowMerge.From(source.SelectRange(range.From.After.Span, upTo.Span), table);
        var now = new RowBatch(source.Columns.Count, keepsRows: false);
        await source.ReadAsync(now, range.From, upTo, AllRows, cancellation);
        var stays = removesExtra ? RangeHash.Empty : await ContentAsync(merge.Lacking(within), cancellation);
        var wanted = now.Hash + stays;
        var isStale = await ContentAsync(within, cancellation) != wanted;
        if (!isStale && now.Hash == range.Hash)
            return new MendedRange(IsChanged: false, 0, 0, stays.Rows);
        var block = ledger.Guard((range.Shard, epoch));
        var changes = isStale ? await merge.AddToAsync(block, session, (within, bounds, removesExtra), cancellation) : RowChanges.None;
        ledger.CorrectRange(block, range with { Hash = now.Hash, Bytes = now.Bytes, Upper = range.EndsSegment ? now.LastKey.ToArray() : range.Upper }, epoch);
        ledger.Require(block, range.Shard, table.Content(within), SyncedTable.ContentOf(wanted));
        await ledger.RunAsync(block, range, (epoch, range.Ordinal), cancellation);
        return new MendedRange(IsChanged: true, changes.Inserted + changes.Updated, changes.Updated + changes.Deleted, stays.Rows);
    }

    private async Task<RangeHash> ContentAsync(string condition, CancellationToken cancellation) =>
        SyncedTable.HashOf((await session.ScalarAsync(table.Content(condition), cancellation))!);
}
