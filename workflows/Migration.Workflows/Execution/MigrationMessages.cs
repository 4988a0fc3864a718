using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Workflows;

/// <summary>What an execution starts with.</summary>
public sealed record MigrationInput
{
    /// <summary>Also the workflow's id.</summary>
    public required string ExecutionId { get; init; }
    /// <summary>A snapshot: editing the plan's file later changes nothing here.</summary>
    public required MigrationPlan Plan { get; init; }
    public required string Fingerprint { get; init; }
    public required string StartedBy { get; init; }
    /// <summary>Only set when a long execution continues in a fresh history.</summary>
    public MigrationSnapshot? Continued { get; init; }
}

/// <summary>The argument of every signal. One with an <see cref="Id"/> that was seen before changes nothing.</summary>
public sealed record OperatorRequest
{
    public required string Id { get; init; }
    public required string By { get; init; }
    public string? Reason { get; init; }
    /// <summary>Source table names; empty means the whole execution.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];
    /// <summary>For cancel: take back what was copied. Without it, what was copied stays.</summary>
    public bool Undo { get; init; }
    /// <summary>For tune: what changes.</summary>
    public CopyTuning? Tuning { get; init; }
}

/// <summary>Who asked for what, when, and what came of it.</summary>
public sealed record AuditEntry
{
    public required string RequestId { get; init; }
    public required string Action { get; init; }
    public required string By { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<string> Tables { get; init; } = [];
    public bool Undo { get; init; }
    public CopyTuning? Tuning { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>False where the request changed nothing; <see cref="Effect"/> says why.</summary>
    public required bool Accepted { get; init; }
    /// <summary>A sentence: what the request led to, or why it had no effect.</summary>
    public required string Effect { get; init; }
}

/// <summary>The state of an execution as it travels from one run of the workflow to the next.</summary>
public sealed record MigrationSnapshot
{
    public DateTimeOffset? StartedAt { get; init; }
    public TimeSpan CopyTime { get; init; }
    /// <summary>At rest. Runs before budgets were there gave none.</summary>
    public WorkUsage? Usage { get; init; }
    public bool Paused { get; init; }
    public IReadOnlyList<string> PausedTables { get; init; } = [];
    public bool Claimed { get; init; }
    public CopyTuning? Tuning { get; init; }
    public PreflightResult? Preflight { get; init; }
    public IReadOnlyList<TableState> Tables { get; init; } = [];
    public IReadOnlyList<MigrationError> Errors { get; init; } = [];
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];
}

/// <summary>The result of an execution, and of the `report` query at any moment.</summary>
public sealed record MigrationReport
{
    public required string ExecutionId { get; init; }
    public required string PlanId { get; init; }
    public required string Fingerprint { get; init; }
    public required string StartedBy { get; init; }
    public required ExecutionStatus Status { get; init; }
    public required MigrationPhase Phase { get; init; }
    public bool DryRun { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Until when the migration can be rolled back by signal; null when there is no window.</summary>
    public DateTimeOffset? RollbackUntil { get; init; }
    public IReadOnlyList<TableState> Tables { get; init; } = [];
    public MigrationMetrics Metrics { get; init; } = new();
    public IReadOnlyList<Problem> Problems { get; init; } = [];
    /// <summary>The rules of several tables; those of one table stand in its validation.</summary>
    public IReadOnlyList<RuleResult> Rules { get; init; } = [];
    public IReadOnlyList<MigrationError> Errors { get; init; } = [];
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];
}

/// <summary>What preflight and the preparation of the target look at.</summary>
public sealed record ExecutionInput
{
    public required string ExecutionId { get; init; }
    /// <summary>With its tables expanded once preflight has run.</summary>
    public required MigrationPlan Plan { get; init; }
    /// <summary>The plan names no tables: everything of the source's schema is meant, views and triggers included.</summary>
    public bool WholeSchema { get; init; }
}

/// <summary>What preflight found out.</summary>
public sealed record PreflightResult
{
    /// <summary>The execution fails when one of them blocks.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
    public IReadOnlyList<TableOutline> Tables { get; init; } = [];
    /// <summary>The moment as of which all tables of the source are read that let it; null where the engine can't.</summary>
    public string? SourceMoment { get; init; }
    /// <summary>Source table names: each wave refers only to tables of earlier waves or, in a cycle, of its own.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Waves { get; init; } = [];
    /// <summary>Of both sides, each once; none where neither side has one.</summary>
    public IReadOnlyList<WarehouseRate> Warehouses { get; init; } = [];
}

/// <summary>A warehouse that an execution uses.</summary>
/// <param name="CreditsPerHour">At the size that the plan asks for.</param>
public sealed record WarehouseRate(string Name, decimal CreditsPerHour);

/// <summary>One table as preflight saw it.</summary>
public sealed record TableOutline
{
    public required TableMigration Table { get; init; }
    public long Rows { get; init; }
    public long Bytes { get; init; }
    /// <summary>Source tables of this plan that this one refers to.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}

/// <summary>What came of the objects that need all tables.</summary>
public sealed record TargetCompletion
{
    /// <summary>What could not be made as it was, and why; none of it stops the execution.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}

/// <summary>What came of taking back the objects that need all tables.</summary>
public sealed record TargetUndo
{
    /// <summary>What stays, since it is not what the execution made any more.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}

/// <summary>What came of giving back what an execution held.</summary>
public sealed record TargetRelease
{
    /// <summary>What could not be put back, as the size of a warehouse.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}

/// <summary>What was found between the tables of the target.</summary>
public sealed record TargetValidation
{
    public IReadOnlyList<RuleResult> Rules { get; init; } = [];
}

/// <summary>One post-action of an execution.</summary>
public sealed record PostActionInput
{
    public required ExecutionInput Execution { get; init; }
    public required PostAction Action { get; init; }
}
