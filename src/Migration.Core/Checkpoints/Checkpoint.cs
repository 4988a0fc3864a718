namespace Migration.Core.Checkpoints;

/// <summary>How far a table has come, as one activity left it. The ledger in the target is the truth; this is its record in history.</summary>
/// <param name="Id">Table and ordinal: <c>users#12</c>.</param>
/// <param name="Cursor">The encoded key of the last row that is committed, opaque; null before the first.</param>
/// <param name="Ranges">Committed ranges of the table up to here.</param>
public sealed record Checkpoint(
    string Id,
    string Table,
    string? Cursor,
    long Rows,
    long Bytes,
    long Ranges,
    DateTimeOffset TakenAt)
{
    /// <summary>Rows that the target did not take and that are kept among its rejects.</summary>
    public long Rejected { get; init; }

    /// <summary>Null where rows are added alone.</summary>
    public RowChanges? Changes { get; init; }
}
