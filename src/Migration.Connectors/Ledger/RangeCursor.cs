namespace Migration.Connectors.Ledger;

/// <summary>Where the next range of a table begins.</summary>
/// <param name="After">The encoded key of the row before; empty at the beginning of a segment.</param>
public sealed record RangeCursor(RangeSegment Segment, ReadOnlyMemory<byte> After)
{
    public static RangeCursor Start { get; } = new(RangeSegment.Keyed, ReadOnlyMemory<byte>.Empty);

    public bool IsEnd => Segment == RangeSegment.End;

    /// <summary>Identifies the range that begins here: derived from its lower bound, the same in every attempt.</summary>
    public byte[] ToRangeId() => [(byte)Segment, .. After.Span];

    public override string ToString() => Convert.ToHexStringLower(ToRangeId());
}
