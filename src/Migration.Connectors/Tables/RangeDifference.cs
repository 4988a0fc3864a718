using Migration.Connectors.Comparison;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>Finds the rows and cells by which a range's two sides differ, and whether the source is what it was.</summary>
internal sealed class RangeDifference(TableJob job, ITableSource source, ITableTarget target)
{
    private const int KeysShown = 5;
    private const int RowsOfALeaf = 16;
    // The target may have any number of rows that the source lacks.
    private const int MostRowsRead = 1_000;

    private static readonly BatchLimits OneRow = new(1, long.MaxValue);

    private readonly RowBatch _batch = new(source.Columns.Count) { MostRejects = int.MaxValue };
    private readonly RowPairs _pairs = new([.. source.Columns.Select(column => column.Target)]);

    /// <param name="actual">Of the target's rows.</param>
    /// <param name="rejected">Rows of the range that were put aside.</param>
    public async Task<RangeMismatch> ExplainAsync(LedgerRange range, RangeHash actual, long rejected, CancellationToken cancellation)
    {
        var parts = new DifferingParts(job, source, target, (part, _, stop) => CompareRowsAsync(part, stop)) { RowsOfALeaf = RowsOfALeaf, MostFound = RowPairs.RowsShown };
        var expected = (await parts.WalkAsync(range, Math.Max(range.Hash.Rows, actual.Rows), cancellation)).Hash;
        var rows = _pairs.Differences();
        return new RangeMismatch(
            range.Ordinal, range.Hash.Rows, actual.Rows, expected != range.Hash && !range.IsOfRejects(expected, rejected), [.. rows.Take(KeysShown).Select(row => row.Key)])
        {
            Rows = rows,
        };
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
        var after = ReadOnlyMemory<byte>.Empty;
        for (var read = 0; read < MostRowsRead; read++, after = _batch.LastKey.ToArray())
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
