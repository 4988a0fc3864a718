using System.Globalization;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Lets Snowflake hash the rows of ranges, several in one statement, so that two numbers for each leave the account and no row.</summary>
/// <param name="shape">With the key by which the ranges are cut; empty where there is none.</param>
internal sealed class RangeSums(SnowflakeSession session, RowShape shape)
{
    private const int RangesOfAStatement = 16;
    private const int MostBytesOfKeys = 32 * 1024;
    private const int StatementsAtOnce = 4;

    public async Task<IReadOnlyList<RangeHash?>> HashAsync(IReadOnlyList<LedgerRange> ranges, CancellationToken cancellation)
    {
        var hashes = new RangeHash?[ranges.Count];
        await Parallel.ForEachAsync(Runs(ranges), new ParallelOptions { MaxDegreeOfParallelism = StatementsAtOnce, CancellationToken = cancellation }, async (run, stop) =>
        {
            var found = await RunAsync([.. ranges.Skip(run.First).Take(run.Count)], stop);
            for (var place = 0; place < run.Count; place++)
                hashes[run.First + place] = found?.GetValueOrDefault(place);
        });
        return hashes;
    }

    /// <summary>Ranges that follow each other, with no row between them, and that can be hashed in this way.</summary>
    private IEnumerable<(int First, int Count)> Runs(IReadOnlyList<LedgerRange> ranges)
    {
        for (int first = 0, next; first < ranges.Count; first = next)
        {
            next = first + 1;
            if (!IsHashable(ranges[first]))
                continue;
            for (var bytes = KeysOf(ranges[first]); next < ranges.Count && next - first < RangesOfAStatement && Follows(ranges[next - 1], ranges[next]); next++)
            {
                bytes += KeysOf(ranges[next]);
                if (bytes > MostBytesOfKeys)
                    break;
            }
            yield return (first, next - first);
        }
    }

    // No rows have the same hash in every kind.
    private bool IsHashable(LedgerRange range) => (shape.IsNative || shape.HashTexts.Count > 0) && range.From.Segment == RangeSegment.Keyed
        && (range.Hash.Kind == shape.HashKind || range.Hash.Rows == 0)
        && (range.EndsSegment || !range.Upper.IsEmpty) && (shape.Key.Count > 0 || (range.EndsSegment && range.From.After.IsEmpty));

    private bool Follows(LedgerRange before, LedgerRange range) => !before.EndsSegment && before.Upper.Span.SequenceEqual(range.From.After.Span) && IsHashable(range);

    private static int KeysOf(LedgerRange range) => range.From.After.Length + range.Upper.Length;

    /// <summary>By the place of the range; null where Snowflake refuses to hash them, as rows whose text is longer than a text can be.</summary>
    private async Task<Dictionary<int, RangeHash>?> RunAsync(IReadOnlyList<LedgerRange> run, CancellationToken cancellation)
    {
        try
        {
            var sums = await session.QueryAsync(shape.Sums(run), row => (Place: (int)Wide(row.GetString(0)), Hash: shape.IsNative ? NativeHash(row) : TextHash(row)), cancellation);
            return sums.ToDictionary(sum => sum.Place, sum => sum.Hash);
        }
        catch (SnowflakeFailure refused) when (!refused.IsTransient)
        {
            return null;
        }
    }

    private RangeHash TextHash(ResultReader row) =>
        new(unchecked((Wide(row.GetString(2)) << 64) + Wide(row.GetString(3))), (long)Wide(row.GetString(1))) { Kind = shape.HashKind };

    private static RangeHash NativeHash(ResultReader row) =>
        new(unchecked((UInt128)Int128.Parse(row.GetString(2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)), (long)Wide(row.GetString(1)));

    private static UInt128 Wide(string number) => UInt128.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
}
