using Migration.Connectors.Comparison;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>
/// Finds the rows and cells by which a range's two sides differ, and whether the source is what it was: both sides are
/// read in ever smaller parts where their hashes differ, down to a few rows that are compared one by one.
/// </summary>
internal sealed class RangeDifference(TableJob job, ITableSource source, ITableTarget target)
{
    private const int KeysShown = 5;
    private const int PartsPerLevel = 16;
    private const int RowsOfALeaf = 16;

    private static readonly BatchLimits OneRow = new(1, long.MaxValue);

    private readonly RowBatch _batch = new(source.Columns.Count) { MostRejects = int.MaxValue };
    private readonly RowPairs _pairs = new([.. source.Columns.Select(column => column.Target)]);
    private int _leaves;

    /// <param name="actual">Of the target's rows.</param>
    /// <param name="rejected">Rows of the range that were put aside.</param>
    public async Task<RangeMismatch> ExplainAsync(LedgerRange range, RangeHash actual, long rejected, CancellationToken cancellation)
    {
        var expected = await CompareAsync(range, PartOf(Math.Max(range.Hash.Rows, actual.Rows)), cancellation);
        var isOfARejectedRow = range.Hash.Rows == 0 && expected.Rows > 0 && expected.Rows == rejected;
        var rows = _pairs.Differences();
        return new RangeMismatch(
            range.Ordinal, range.Hash.Rows, actual.Rows, expected != range.Hash && !isOfARejectedRow, [.. rows.Take(KeysShown).Select(row => row.Key)])
        {
            Rows = rows,
        };
    }

    private static int PartOf(long rows) => (int)Math.Clamp(rows / PartsPerLevel, 1, int.MaxValue);

    /// <summary>Gives the hash of the source's rows.</summary>
    private async Task<RangeHash> CompareAsync(LedgerRange stretch, int rows, CancellationToken cancellation)
    {
        var total = RangeHash.Empty;
        var limits = BatchLimits.Of(rows, job.Configuration.MemoryLimit);
        for (var from = stretch.From; ;)
        {
            _batch.Clear();
            await source.ReadAsync(_batch, from, stretch.EndsSegment ? default : stretch.Upper, limits, cancellation);
            var (expected, ends) = (_batch.Hash, _batch.EndsSegment);
            var part = ends ? stretch with { From = from } : stretch with { From = from, Upper = _batch.LastKey.ToArray(), EndsSegment = false };
            total += expected;
            if (IsLookedInto(part) && await target.HashAsync(part, _batch, limits, cancellation) != expected)
                await LookIntoAsync(part, rows, cancellation);
            if (ends)
                return total;
            from = new RangeCursor(from.Segment, part.Upper);
        }
    }

    private bool IsLookedInto(LedgerRange part) =>
        target.SharesKey && part.From.Segment == RangeSegment.Keyed && _leaves < RowPairs.RowsShown;

    private Task LookIntoAsync(LedgerRange part, int rows, CancellationToken cancellation)
    {
        if (rows > RowsOfALeaf)
            return CompareAsync(part, PartOf(rows), cancellation);
        _leaves++;
        return CompareRowsAsync(part, cancellation);
    }

    private async Task CompareRowsAsync(LedgerRange part, CancellationToken cancellation)
    {
        for (var from = part.From; ; from = new RangeCursor(from.Segment, _batch.LastKey.ToArray()))
        {
            _batch.Clear();
            await source.ReadAsync(_batch, from, part.EndsSegment ? default : part.Upper, OneRow, cancellation);
            if (_batch.Rows > 0)
                _pairs.AddFirst(_batch.LastKey.Encoded, _batch.Encoded);
            if (_batch.EndsSegment)
                break;
        }
        for (var after = ReadOnlyMemory<byte>.Empty; ; after = _batch.LastKey.ToArray())
        {
            _batch.Clear();
            await target.ReadBackAsync(_batch, part, after, OneRow, cancellation);
            if (_batch.Rows > 0)
                _pairs.AddSecond(_batch.LastKey.Encoded, _batch.Encoded);
            if (_batch.EndsSegment)
                return;
        }
    }
}
