using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>Leaves of ranges those of which rows must be read: their engine can't hash them, or hashes them otherwise.</summary>
internal static class UnprovenRanges
{
    /// <summary>In which rows are hashed that no ledger speaks of: as one of two sides can by itself.</summary>
    public static RowHashKind KindWith(this IRowHashing side, IRowHashing other) => side.HashKind == RowHashKind.Bytes ? other.HashKind : side.HashKind;

    public static async Task<IReadOnlyList<LedgerRange>> FindUnprovenAsync(this IRowHashing side, IReadOnlyList<LedgerRange> ranges, CancellationToken cancellation) =>
        [.. ranges.Zip(await side.HashWithinAsync(ranges, cancellation)).Where(range => range.First.Hash != range.Second).Select(range => range.First)];
}
