using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>A side of a table whose engine may hash rows by itself, so that they need not be read.</summary>
public interface IRowHashing
{
    /// <summary>The kind that the engine can compute by itself; it changes with the types of the table's other side.</summary>
    RowHashKind HashKind => RowHashKind.Bytes;

    /// <summary>
    /// What the engine says of ranges, in their order; null of one that it can't hash in the kind of the range's own hash.
    /// What is not that hash proves nothing yet: rows that have no form for the other side count here.
    /// </summary>
    Task<IReadOnlyList<RangeHash?>> HashWithinAsync(IReadOnlyList<LedgerRange> ranges, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RangeHash?>>([.. ranges.Select(_ => (RangeHash?)null)]);
}
