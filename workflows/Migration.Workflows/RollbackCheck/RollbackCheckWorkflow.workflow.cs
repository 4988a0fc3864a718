using Temporalio.Workflows;

namespace Migration.Workflows;

/// <summary>Answers `validate-rollback` for any execution, open or closed. Ids: <c>rollback-check/&lt;executionId&gt;/…</c>.</summary>
[Workflow]
public sealed class RollbackCheckWorkflow
{
    [WorkflowRun]
    public Task<RollbackCheckReport> RunAsync(RollbackCheckInput input) =>
        Workflow.ExecuteActivityAsync(
            (IRollbackCheckActivities activities) => activities.CheckRollbackAsync(input),
            ActivityTimeouts.Brief(Workflow.CancellationToken, maximumAttempts: 3));
}
