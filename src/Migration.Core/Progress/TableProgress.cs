using Migration.Core.Checkpoints;

namespace Migration.Core.Progress;

/// <summary>A moment of one table.</summary>
public sealed record TableProgress
{
    /// <summary>The source table's name.</summary>
    public required string Name { get; init; }
    public required ExecutionStatus Status { get; init; }
    public long RowsProcessed { get; init; }
    /// <summary>Rows that the target did not take and that are kept among its rejects.</summary>
    public long RowsRejected { get; init; }
    public long RowsTotal { get; init; }
    public long BytesProcessed { get; init; }
    public Checkpoint? Checkpoint { get; init; }
    /// <summary>Where the table is copied in several parts; else empty.</summary>
    public IReadOnlyList<ShardProgress> Shards { get; init; } = [];
    public string? CurrentOperation { get; init; }
}
