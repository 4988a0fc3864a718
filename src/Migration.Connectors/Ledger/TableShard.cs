using Migration.Connectors.Rows;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Ledger;

/// <summary>
/// A part of a table that is copied by itself: the rows between two keys. Shards are recorded in the target before the
/// first row and never change, so every attempt of whichever worker means the same rows by a number.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="After">The encoded key before its first row; empty for the first shard.</param>
/// <param name="UpTo">The encoded key that it ends with; empty for the last one, which has the rows with a NULL in their key, too.</param>
public sealed record TableShard(int Number, ReadOnlyMemory<byte> After, ReadOnlyMemory<byte> UpTo)
{
    /// <summary>A table that is not cut.</summary>
    public static TableShard Whole { get; } = new(1, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);

    public bool IsWhole => After.IsEmpty && UpTo.IsEmpty;

    /// <summary>Its own number; null where the table is not cut.</summary>
    public int? NumberIfCut => IsWhole ? null : Number;

    public RangeCursor Start => new(RangeSegment.Keyed, After);

    /// <summary>The shards between some keys.</summary>
    /// <param name="bounds">In the order of the key.</param>
    public static IReadOnlyList<TableShard> Between(IReadOnlyList<byte[]> bounds)
    {
        byte[][] ends = [[], .. bounds, []];
        return [.. ends.Zip(ends.Skip(1)).Select((pair, place) => new TableShard(place + 1, pair.First, pair.Second))];
    }

    /// <summary>Where to go on after the last range that is committed; null before the first.</summary>
    public RangeCursor Next(LedgerRange? last, ITableSource source) => last is null ? Start : Next(last.From.Segment, last.Upper, last.EndsSegment, source);

    /// <summary>Where to go on after a batch.</summary>
    public RangeCursor Next(RangeCursor from, RowBatch batch, ITableSource source) => Next(from.Segment, batch.LastKey.ToArray(), batch.EndsSegment, source);

    /// <summary>A batch that took the last rows of a shard reaches to its bound, whether or not a row lies there; what follows is another shard's.</summary>
    public void Close(RowBatch batch)
    {
        if (UpTo.IsEmpty || !batch.EndsSegment)
            return;
        batch.EndsSegment = false;
        batch.LastKey.Set(UpTo.Span);
    }

    private RangeCursor Next(RangeSegment segment, ReadOnlyMemory<byte> upper, bool endsSegment, ITableSource source)
    {
        if (endsSegment)
            return source.AfterSegment(segment);
        return !UpTo.IsEmpty && upper.Span.SequenceEqual(UpTo.Span)
            ? new RangeCursor(RangeSegment.End, ReadOnlyMemory<byte>.Empty)
            : new RangeCursor(segment, upper);
    }
}
