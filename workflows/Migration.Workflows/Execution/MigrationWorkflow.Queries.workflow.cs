using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;
using Temporalio.Workflows;

namespace Migration.Workflows;

// What the execution shows of itself.
public sealed partial class MigrationWorkflow
{
    private (ExecutionStatus Status, MigrationPhase Phase)? shown;

    [WorkflowQuery("progress")]
    public MigrationProgress Progress() => new()
    {
        ExecutionId = input.ExecutionId,
        PlanId = input.Plan.Id,
        Status = state.Status,
        Phase = state.Phase,
        StartedAt = state.StartedAt,
        EndedAt = state.EndedAt,
        CopyTime = state.CopyClock.Elapsed,
        CopyingSince = state.CopyClock.RunningSince,
        Tables = [.. state.Tables.Select(table => table.ToProgress())],
        Errors = state.Errors,
        Metrics = state.Metrics,
        CurrentOperation = state.CurrentOperation,
        Tuning = state.Tuning,
        Budget = Budget,
    };

    [WorkflowQuery("checkpoints")]
    public IReadOnlyList<Checkpoint> Checkpoints() =>
        [.. state.Tables.SelectMany(table => table.Shards).Select(shard => shard.Checkpoint).OfType<Checkpoint>()];

    [WorkflowQuery("errors")]
    public IReadOnlyList<MigrationError> Errors() => state.Errors;

    [WorkflowQuery("report")]
    public MigrationReport Report() => new()
    {
        ExecutionId = input.ExecutionId,
        PlanId = input.Plan.Id,
        Fingerprint = input.Fingerprint,
        StartedBy = input.StartedBy,
        Status = state.Status,
        Phase = state.Phase,
        DryRun = Configuration.DryRun,
        StartedAt = state.StartedAt,
        EndedAt = state.EndedAt,
        RollbackUntil = state.RollbackUntil,
        Tables = state.Tables,
        Metrics = state.Metrics,
        Problems = [.. state.Preflight?.Problems ?? [], .. state.LeftOut],
        Rules = state.Rules,
        Errors = state.Errors,
        Audit = state.Log.Entries,
    };

    /// <summary>The plan as it is executed: with the tables that preflight found.</summary>
    [WorkflowQuery("plan")]
    public MigrationPlan Plan() => state.Expand(input.Plan);

    private void Enter(MigrationPhase phase, string? operation)
    {
        state.Phase = phase;
        state.CurrentOperation = operation;
        Show();
    }

    /// <summary>Search attributes follow status and phase; each upsert is an event, so only changes count.</summary>
    private void Show()
    {
        var now = (state.Status, state.Phase);
        if (shown == now)
            return;
        shown = now;
        Workflow.UpsertTypedSearchAttributes(
            MigrationNames.Status.ValueSet(WireName.Of(now.Status)),
            MigrationNames.Phase.ValueSet(WireName.Of(now.Phase)));
    }
}
