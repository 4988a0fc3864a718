using Migration.Connectors.Rows;
using Migration.Core.Checkpoints;

namespace Migration.Connectors.Ledger;

/// <summary>A range of rows that is committed: one row of the ledger.</summary>
/// <param name="Ordinal">Its number in the shard, from 1.</param>
/// <param name="Upper">The encoded key of its last row; empty where the range has none.</param>
public sealed record LedgerRange(long Ordinal, RangeCursor From, ReadOnlyMemory<byte> Upper, bool EndsSegment, RangeHash Hash, long Bytes)
{
    /// <summary>The number of the <see cref="TableShard"/> that it is of.</summary>
    public int Shard { get; init; } = TableShard.Whole.Number;

    /// <summary>What was changed in place; null where rows were added alone.</summary>
    public RowChanges? Changes { get; init; }

    /// <summary>The first and last physical row id that the target gave the rows, where it assigned them.</summary>
    public (long First, long Last)? TargetRows { get; init; }

    /// <summary>Every row of a table.</summary>
    public static LedgerRange Everything(RangeHash hash) => new(1, RangeCursor.Start, ReadOnlyMemory<byte>.Empty, EndsSegment: true, hash, Bytes: 0);

    /// <summary>Whether nothing was copied of the range because the target refused every row that the source has in it.</summary>
    public bool IsOfRejects(RangeHash source, long rejected) => Hash.Rows == 0 && source.Rows > 0 && source.Rows == rejected;
}
