using Migration.Core.Checkpoints;

namespace Migration.Connectors.Tables;

/// <summary>The totals of a table's shard after a commit, earlier slices included.</summary>
/// <param name="Cursor">The encoded key of the last committed row, opaque.</param>
public sealed record CopyProgress(string Table, long Rows, long Bytes, long Ranges, string? Cursor)
{
    /// <summary>Rows that were put aside.</summary>
    public long Rejected { get; init; }

    /// <summary>Null where rows are added alone.</summary>
    public RowChanges? Changes { get; init; }
}
