using Migration.Connectors.Rows;
using Migration.Core.Checkpoints;

namespace Migration.Connectors.Tables;

/// <summary>How a slice of copying ended.</summary>
public sealed record CopyResult
{
    /// <summary>The shard's totals and its cursor, as the ledger has them.</summary>
    public required Checkpoint Checkpoint { get; init; }
    /// <summary>Every row of the shard is in the target.</summary>
    public required bool Done { get; init; }
    /// <summary>Rows of this slice alone.</summary>
    public long Rows { get; init; }
    /// <summary>Bytes of this slice alone.</summary>
    public long Bytes { get; init; }
    public long Transactions { get; init; }
    /// <summary>The attempt's number; an attempt with a lower one can't commit any more.</summary>
    public long Epoch { get; init; }
    /// <summary>What the next batch would have been cut at.</summary>
    public BatchLimits? Pace { get; init; }
    public TimeSpan Elapsed { get; init; }
}
