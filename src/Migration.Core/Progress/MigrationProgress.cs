using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Progress;

/// <summary>A moment of an execution: the `progress` query, and `status` after live numbers are added.</summary>
public sealed record MigrationProgress
{
    public required string ExecutionId { get; init; }
    public required string PlanId { get; init; }
    public required ExecutionStatus Status { get; init; }
    public required MigrationPhase Phase { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Time spent copying, pauses left out: the base of rates and of the ETA.</summary>
    public TimeSpan CopyTime { get; init; }
    /// <summary>Since when tables are being copied; that time is not in <see cref="CopyTime"/> yet. Null while none is.</summary>
    public DateTimeOffset? CopyingSince { get; init; }
    public IReadOnlyList<TableProgress> Tables { get; init; } = [];
    public IReadOnlyList<MigrationError> Errors { get; init; } = [];
    public MigrationMetrics Metrics { get; init; } = new();
    /// <summary>What was changed of the plan's configuration while it runs; null where nothing was.</summary>
    public CopyTuning? Tuning { get; init; }
    /// <summary>What is used of the budgets. Executions before budgets were there tell nothing.</summary>
    public BudgetUse? Budget { get; init; }
    /// <summary>What is being done right now, a short phrase.</summary>
    public string? CurrentOperation { get; init; }

    public long RowsProcessed => Tables.Sum(t => t.RowsProcessed);
    public long RowsTotal => Tables.Sum(t => Math.Max(t.RowsTotal, t.RowsProcessed));
    public long BytesProcessed => Tables.Sum(t => t.BytesProcessed);
}
