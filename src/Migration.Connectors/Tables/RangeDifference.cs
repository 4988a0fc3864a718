using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>Finds the rows by which a range's two sides differ, row by row, and whether the source is what it was.</summary>
internal sealed class RangeDifference(ITableSource source, ITableTarget target)
{
    private const int KeysShown = 5;

    private static readonly BatchLimits OneRow = new(1, long.MaxValue);

    private readonly RowBatch _batch = new(source.Columns.Count) { MostRejects = int.MaxValue };

    public async Task<RangeMismatch> ExplainAsync(LedgerRange range, RangeHash actual, CancellationToken cancellation)
    {
        var expected = await ReadSourceAsync(range, cancellation);
        var changed = expected.Total != range.Hash;
        var keys = target.SharesKey && expected.Rows is not null
            ? Differing(expected.Rows, await ReadTargetAsync(range, cancellation))
            : [];
        return new RangeMismatch(range.Ordinal, range.Hash.Rows, actual.Rows, changed, keys);
    }

    private static IReadOnlyList<string> Differing(Dictionary<string, UInt128> expected, Dictionary<string, UInt128> actual) =>
    [
        .. expected.Where(row => !actual.TryGetValue(row.Key, out var hash) || hash != row.Value).Select(row => row.Key)
            .Concat(actual.Keys.Where(key => !expected.ContainsKey(key)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(KeysShown).Select(KeyText.FromHex),
    ];

    private async Task<(RangeHash Total, Dictionary<string, UInt128>? Rows)> ReadSourceAsync(LedgerRange range, CancellationToken cancellation)
    {
        var rows = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        var total = RangeHash.Empty;
        var from = range.From;
        var upTo = range.EndsSegment ? default : range.Upper;
        while (true)
        {
            _batch.Clear();
            await source.ReadAsync(_batch, from, upTo, OneRow, cancellation);
            if (_batch.Rows + _batch.Rejects.Count == 0)
                return (total, rows);
            total += _batch.Hash;
            if (_batch.Rows > 0)
                rows[Convert.ToHexString(_batch.LastKey.Encoded)] = _batch.Hash.Sum;
            if (_batch.EndsSegment)
                return (total, rows);
            from = new RangeCursor(from.Segment, _batch.LastKey.ToArray());
        }
    }

    private async Task<Dictionary<string, UInt128>> ReadTargetAsync(LedgerRange range, CancellationToken cancellation)
    {
        var rows = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        var after = ReadOnlyMemory<byte>.Empty;
        while (true)
        {
            _batch.Clear();
            await target.ReadBackAsync(_batch, range, after, OneRow, cancellation);
            if (_batch.Rows + _batch.Rejects.Count == 0)
                return rows;
            if (_batch.Rows > 0)
                rows[Convert.ToHexString(_batch.LastKey.Encoded)] = _batch.Hash.Sum;
            if (_batch.EndsSegment)
                return rows;
            after = _batch.LastKey.ToArray();
        }
    }
}
