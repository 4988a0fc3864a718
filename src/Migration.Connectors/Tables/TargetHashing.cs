using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>The hash of what a target holds of a range, read back in the order of its key.</summary>
public static class TargetHashing
{
    /// <param name="batch">Of the target's columns; its rows are forgotten.</param>
    /// <param name="limits">Of what is read at once.</param>
    public static async Task<RangeHash> HashInPartsAsync(this ITableTarget target, LedgerRange range, RowBatch batch, BatchLimits limits, CancellationToken cancellation)
    {
        var total = RangeHash.Empty;
        var after = ReadOnlyMemory<byte>.Empty;
        do
        {
            batch.Clear();
            await target.ReadBackAsync(batch, range, after, limits, cancellation);
            total += batch.Hash;
            after = batch.LastKey.ToArray();
        }
        while (!batch.EndsSegment);
        return total;
    }
}
