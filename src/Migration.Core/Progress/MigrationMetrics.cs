namespace Migration.Core.Progress;

/// <summary>What an execution has done so far, summed over its tables.</summary>
public sealed record MigrationMetrics
{
    public long RowsInserted { get; init; }
    public long RowsUpdated { get; init; }
    public long RowsDeleted { get; init; }
    public long RowsSkipped { get; init; }
    public long RowsErrored { get; init; }
    public long BytesProcessed { get; init; }
    public long QueriesExecuted { get; init; }
    public long Transactions { get; init; }
    public long Checkpoints { get; init; }
    public long Validations { get; init; }
    public long Retries { get; init; }
    public TimeSpan PrepareTime { get; init; }
    public TimeSpan CopyTime { get; init; }
    public TimeSpan ValidationTime { get; init; }
}
