using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>One slice of copying.</summary>
/// <param name="CheckpointInterval">How long to copy before returning a checkpoint; at least one batch is written.</param>
public sealed record CopyRun(TimeSpan CheckpointInterval)
{
    /// <summary>The number of the shard that is copied.</summary>
    public int Shard { get; init; } = TableShard.Whole.Number;

    /// <summary>The limits that the slice before ended with, or smaller ones where it failed; null for the first slice.</summary>
    public BatchLimits? Pace { get; init; }
}
