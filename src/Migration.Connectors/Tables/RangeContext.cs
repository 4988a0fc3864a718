using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>A range's bounds, as the context of a failure tells them.</summary>
internal static class RangeContext
{
    /// <param name="upTo">The key of the last row; empty where it is not known.</param>
    public static IReadOnlyDictionary<string, string> Of(RangeCursor from, ReadOnlySpan<byte> upTo)
    {
        var context = new Dictionary<string, string>();
        if (!from.After.IsEmpty)
            context["after"] = KeyText.Of(from.After.Span);
        if (!upTo.IsEmpty)
            context["upTo"] = KeyText.Of(upTo);
        if (from.Segment == RangeSegment.Nulls)
            context["segment"] = "rows with a NULL in their key";
        return context;
    }
}
