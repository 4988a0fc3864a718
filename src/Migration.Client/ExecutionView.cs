using System.Text.Json.Serialization;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Client;

/// <summary>A moment of an execution as `status` shows it: the workflow's progress with live numbers, rates and percentages.</summary>
public sealed record ExecutionView
{
    public required string ExecutionId { get; init; }
    public required string PlanId { get; init; }
    public required ExecutionStatus Status { get; init; }
    public required MigrationPhase Phase { get; init; }
    /// <summary>The workflow still listens to signals; a completed one does until its rollback window ends.</summary>
    public bool Open { get; init; }
    /// <summary>0 to 100, one decimal.</summary>
    public double Percent { get; init; }
    public long RowsProcessed { get; init; }
    public long RowsTotal { get; init; }
    public long BytesProcessed { get; init; }
    /// <summary>Seconds of copying that are left at the present rate; null where none can be told.</summary>
    public double? EtaSeconds { get; init; }
    /// <summary>Over the time spent copying, pauses left out.</summary>
    public double RowsPerSecond { get; init; }
    public double BytesPerSecond { get; init; }
    /// <summary>Nothing is written: rows are read, transformed and counted.</summary>
    public bool DryRun { get; init; }
    /// <summary>What was changed by `tune`; null where nothing was.</summary>
    public CopyTuning? Tuning { get; init; }
    public string? CurrentOperation { get; init; }
    /// <summary>What is used of the budgets; null where there is neither a budget nor a warehouse.</summary>
    public BudgetView? Budget { get; init; }
    /// <summary>Who paused it and why; null where it is not paused as a whole.</summary>
    public string? PausedBy { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Until when a rollback by signal is possible; null where there is no window.</summary>
    public DateTimeOffset? RollbackUntil { get; init; }
    public IReadOnlyList<TableView> Tables { get; init; } = [];
    public IReadOnlyList<MigrationError> Errors { get; init; } = [];
    /// <summary>What preflight found in plan and databases.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
    /// <summary>What came of the rules of several tables.</summary>
    public IReadOnlyList<RuleResult> Rules { get; init; } = [];
    public MetricsView Metrics { get; init; } = new();

    /// <summary>Nothing more happens by itself: it has ended, waits for a rollback, or waits for a person.</summary>
    [JsonIgnore]
    public bool Settled => !Open
        || Phase is MigrationPhase.RollbackWindow or MigrationPhase.Done
        || (Status == ExecutionStatus.NeedsAttention && Tables.All(table => table.Status != ExecutionStatus.Running));

    /// <summary>It ended badly, or a person has to look.</summary>
    [JsonIgnore]
    public bool Failed => Status is ExecutionStatus.Failed or ExecutionStatus.NeedsAttention;
}
