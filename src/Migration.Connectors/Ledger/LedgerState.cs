using Migration.Connectors.Rows;
using Migration.Core.Checkpoints;

namespace Migration.Connectors.Ledger;

/// <summary>What the ledger says of a shard of a table: the point where copying goes on.</summary>
public sealed record LedgerState(long Epoch, RangeCursor Next, long Ranges, long Bytes, RangeHash Hash)
{
    public TableShard Shard { get; init; } = TableShard.Whole;

    /// <summary>In which the shard's next rows are hashed.</summary>
    public RowHashKind HashKind { get; init; }

    /// <summary>Rows of the shard that were put aside.</summary>
    public long Rejected { get; init; }

    /// <summary>Rows of other shards that were put aside before this attempt.</summary>
    public long RejectedElsewhere { get; init; }

    /// <summary>What was changed of the shard in place; null where rows are added alone.</summary>
    public RowChanges? Changes { get; init; }

    public long RejectedOfTable => Rejected + RejectedElsewhere;

    public LedgerState With(LedgerRange range, RangeCursor next, int rejected) => this with
    {
        Rejected = Rejected + rejected,
        Next = next,
        Ranges = Ranges + 1,
        Bytes = Bytes + range.Bytes,
        Hash = Hash + range.Hash,
        Changes = range.Changes is { } changes ? (Changes ?? RowChanges.None) + changes : Changes,
    };
}
