using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>The hash of what a target holds of a range.</summary>
internal static class TargetHashing
{
    /// <param name="batch">Of the target's columns; its rows are forgotten.</param>
    /// <param name="limits">Of what is read at once.</param>
    public static async Task<RangeHash> HashAsync(this ITableTarget target, LedgerRange range, RowBatch batch, BatchLimits limits, CancellationToken cancellation)
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
