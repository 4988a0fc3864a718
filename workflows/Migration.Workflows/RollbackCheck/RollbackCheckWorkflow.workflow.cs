using Migration.Core.Plans;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Migration.Workflows;

/// <summary>Answers `validate-rollback` for any execution, open or closed. Ids: <c>rollback-check/&lt;executionId&gt;/…</c>.</summary>
[Workflow]
public sealed class RollbackCheckWorkflow
{
    // Somebody waits for the answer: what is not over within a few seconds is told.
    private static readonly MigrationConfiguration Patience = new() { MaxRetries = 4, RetryDelay = TimeSpan.FromMilliseconds(500) };

    [WorkflowRun]
    public async Task<RollbackCheckReport> RunAsync(RollbackCheckInput input)
    {
        try
        {
            return await new RetriedStep(Patience, (_, _) => { }).RunAsync(
                () => Workflow.ExecuteActivityAsync(
                    (IRollbackCheckActivities activities) => activities.CheckRollbackAsync(input),
                    ActivityTimeouts.Brief(Workflow.CancellationToken, maximumAttempts: 3)),
                Workflow.CancellationToken);
        }
        catch (StepFailedException e)
        {
            throw new ApplicationFailureException(e.Message, e, e.Failure.Code, nonRetryable: true, details: [e.Failure.Details]);
        }
    }
}
