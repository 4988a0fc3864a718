using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>
/// Finds where the two sides of a range differ: both are hashed in parts, and a part whose hashes differ in smaller
/// ones, down to a few rows of the source and what the target has in their place.
/// </summary>
/// <param name="found">Is given each such part, with the hash of the target's rows in it.</param>
internal sealed class DifferingParts(
    TableJob job, ITableSource source, ITableTarget target, Func<LedgerRange, RangeHash, CancellationToken, Task> found)
{
    private const int PartsPerLevel = 16;

    private readonly RowBatch _batch = new(source.Columns.Count, keepsRows: false) { MostRejects = int.MaxValue };
    private int _found;

    /// <summary>Of the source.</summary>
    public int RowsOfALeaf { get; init; } = 1;

    public int MostFound { get; init; } = int.MaxValue;

    /// <param name="rows">About as many as the range has.</param>
    public Task<SourceStretch> WalkAsync(LedgerRange range, long rows, CancellationToken cancellation)
    {
        _batch.HashKind = range.Hash.Kind;
        return WalkInPartsAsync(range, PartOf(rows), cancellation);
    }

    private static int PartOf(long rows) => (int)Math.Clamp(rows / PartsPerLevel, 1, int.MaxValue);

    private async Task<SourceStretch> WalkInPartsAsync(LedgerRange stretch, int rows, CancellationToken cancellation)
    {
        var total = new SourceStretch(RangeHash.Empty, 0, ReadOnlyMemory<byte>.Empty);
        var limits = BatchLimits.Of(rows, job.Configuration.MemoryLimit);
        var parts = new List<LedgerRange>();
        for (var (from, ends) = (stretch.From, false); !ends; from = new RangeCursor(from.Segment, total.LastKey))
        {
            _batch.Clear();
            await source.ReadAsync(_batch, from, stretch.EndsSegment ? default : stretch.Upper, limits, cancellation);
            ends = _batch.EndsSegment;
            total = total.And(_batch);
            // What follows the last row of a segment has no bound, wherever the last row is now.
            var part = ends ? stretch with { From = from, Upper = stretch.EndsSegment ? default : stretch.Upper } : stretch with { From = from, Upper = total.LastKey, EndsSegment = false };
            parts.Add(part with { Hash = _batch.Hash });
        }
        // Of others, both sides can't be told apart by key.
        if (target.SharesKey && stretch.From.Segment == RangeSegment.Keyed)
            await CompareAsync(parts, rows, limits, cancellation);
        return total;
    }

    private async Task CompareAsync(IReadOnlyList<LedgerRange> parts, int rows, BatchLimits limits, CancellationToken cancellation)
    {
        foreach (var part in _found >= MostFound ? [] : await target.FindUnprovenAsync(parts, cancellation))
        {
            if (_found >= MostFound)
                return;
            var actual = await target.HashAsync(part, _batch, limits, cancellation);
            if (actual != part.Hash)
                await (rows > RowsOfALeaf ? WalkInPartsAsync(part, PartOf(rows), cancellation) : FoundAsync(part, actual, cancellation));
        }
    }

    private Task FoundAsync(LedgerRange part, RangeHash actual, CancellationToken cancellation)
    {
        _found++;
        return found(part, actual, cancellation);
    }
}
