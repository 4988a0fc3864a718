namespace Migration.Core.Progress;

/// <summary>What an execution has done so far, summed over its tables.</summary>
public sealed record MigrationMetrics
{
    public long RowsInserted { get; init; }
    /// <summary>Rows of the target that were changed in place.</summary>
    public long RowsUpdated { get; init; }
    /// <summary>Rows that a rollback took back, and those that a synchronization deleted because the source lacks them.</summary>
    public long RowsDeleted { get; init; }
    /// <summary>Rows of the source that the target had already as they are.</summary>
    public long RowsUnchanged { get; init; }
    /// <summary>Rows of the source that filters left out.</summary>
    public long RowsSkipped { get; init; }
    /// <summary>Rows of ranges that were refused and are not in the target now.</summary>
    public long RowsErrored { get; init; }
    public long BytesProcessed { get; init; }
    /// <summary>Statements that the steps of tables sent to source and target, those of steps that failed left out.</summary>
    public long QueriesExecuted { get; init; }
    public long Transactions { get; init; }
    public long Checkpoints { get; init; }
    public long Validations { get; init; }
    public long Retries { get; init; }
    public TimeSpan PrepareTime { get; init; }
    public TimeSpan CopyTime { get; init; }
    public TimeSpan ValidationTime { get; init; }
}
