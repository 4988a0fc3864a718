using Migration.Connectors.Rows;

namespace Migration.Connectors.Comparison;

/// <summary>Rows of the parts that differ, those of both tables beside each other by key.</summary>
internal sealed class RowPairs(IReadOnlyList<string> columns)
{
    public const int RowsShown = 20;

    private readonly SortedDictionary<string, Pair> _pairs = new(StringComparer.Ordinal);

    public void AddFirst(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row) => PairOf(key).First.Add(row.ToArray());

    public void AddSecond(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row) => PairOf(key).Second.Add(row.ToArray());

    /// <summary>The first rows that differ.</summary>
    public IReadOnlyList<RowDifference> Differences() =>
    [
        .. _pairs.Select(entry => (Key: entry.Key, Pair: entry.Value, Found: entry.Value.Compare())).Where(row => row.Found.Count > 0)
            .Take(RowsShown).Select(row => Difference(row.Key, row.Pair, row.Found.Kind)),
    ];

    /// <summary>Counts what differs and explains the first rows.</summary>
    public TableDifference AddTo(TableDifference difference)
    {
        long missing = 0, extra = 0, different = 0;
        var rows = new List<RowDifference>();
        foreach (var (key, pair) in _pairs)
        {
            var (kind, count) = pair.Compare();
            if (count == 0)
                continue;
            missing += kind == DifferenceKind.Missing ? count : 0;
            extra += kind == DifferenceKind.Extra ? count : 0;
            different += kind == DifferenceKind.Different ? count : 0;
            if (rows.Count < RowsShown)
                rows.Add(Difference(key, pair, kind));
        }
        return difference with { Missing = missing, Extra = extra, Different = different, Rows = rows };
    }

    private RowDifference Difference(string key, Pair pair, DifferenceKind kind) =>
        new(kind, KeyText.FromHex(key), kind == DifferenceKind.Different ? Cells(pair) : []);

    private Pair PairOf(ReadOnlySpan<byte> key)
    {
        var name = Convert.ToHexString(key);
        if (!_pairs.TryGetValue(name, out var pair))
            _pairs[name] = pair = new Pair();
        return pair;
    }

    private List<CellDifference> Cells(Pair pair)
    {
        var (first, second) = pair.FirstUnequal();
        var left = new ValueReader(first);
        var right = new ValueReader(second);
        var cells = new List<CellDifference>();
        foreach (var column in columns)
        {
            left.Next();
            right.Next();
            if (left.Tag != right.Tag || !left.Payload.SequenceEqual(right.Payload))
                cells.Add(new(column, KeyText.Of(left), KeyText.Of(right)));
        }
        return cells;
    }

    private sealed class Pair
    {
        public List<byte[]> First { get; } = [];

        public List<byte[]> Second { get; } = [];

        // A key is met once in each table where it is one; rows that are their own key may be met more often.
        public (DifferenceKind Kind, long Count) Compare()
        {
            if (First.Count != Second.Count)
                return First.Count > Second.Count
                    ? (DifferenceKind.Missing, First.Count - Second.Count)
                    : (DifferenceKind.Extra, Second.Count - First.Count);
            Sort();
            return (DifferenceKind.Different, First.Zip(Second).Count(rows => !rows.First.AsSpan().SequenceEqual(rows.Second)));
        }

        public (byte[] First, byte[] Second) FirstUnequal() => First.Zip(Second).First(rows => !rows.First.AsSpan().SequenceEqual(rows.Second));

        private void Sort()
        {
            First.Sort((x, y) => x.AsSpan().SequenceCompareTo(y));
            Second.Sort((x, y) => x.AsSpan().SequenceCompareTo(y));
        }
    }
}
