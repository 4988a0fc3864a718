using Migration.Connectors.Rows;

namespace Migration.Connectors.Comparison;

/// <summary>
/// The hash of a table in parts: rows fall into a part by the hash of their key, so that parts of two tables hold the
/// same rows whatever the order in which each engine reads them.
/// </summary>
internal sealed class BucketSums
{
    private const int Parts = 1 << 16;

    private readonly RangeHash[] _sums = new RangeHash[Parts];

    public long Rows { get; private set; }

    public static int PartOf(ReadOnlySpan<byte> key) => (int)(MurmurHash3.Of(key) & (Parts - 1));

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row)
    {
        ref var sum = ref _sums[PartOf(key)];
        sum = sum.Add(MurmurHash3.Of(row));
        Rows++;
    }

    /// <summary>Parts whose rows differ, with how many rows both tables have in them.</summary>
    public IEnumerable<(int Part, long Rows)> DifferingFrom(BucketSums other) =>
        Enumerable.Range(0, Parts).Where(part => _sums[part] != other._sums[part]).Select(part => (part, _sums[part].Rows + other._sums[part].Rows));
}
