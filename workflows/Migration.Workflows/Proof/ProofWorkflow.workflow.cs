using System.Linq.Expressions;
using Migration.Core.Plans;
using Temporalio.Workflows;

namespace Migration.Workflows;

/// <summary>Compares the tables of an execution once more, open or closed. Ids: <c>proof/&lt;executionId&gt;/…</c>.</summary>
[Workflow]
public sealed class ProofWorkflow
{
    // Somebody waits for the answer: what is not over within a few seconds is told.
    private static readonly MigrationConfiguration Patience = new() { MaxRetries = 4, RetryDelay = TimeSpan.FromMilliseconds(500) };

    [WorkflowRun]
    public async Task<ProofReport> RunAsync(ProofInput input)
    {
        var tables = new List<TableProof>();
        foreach (var task in input.Tables)
            tables.Add(await ProveAsync(task));
        var report = new ProofReport { ExecutionId = input.Settled.ExecutionId, Tables = tables };
        return input.Settled.Plan.Tables.Count == 0 ? report : await ProveBetweenAsync(report, input.Settled);
    }

    /// <summary>A table that can't even be looked at is an answer, too.</summary>
    private static async Task<TableProof> ProveAsync(ProofTask task)
    {
        var name = task.Task.Table.SourceTable;
        try
        {
            return new(name, await StepAsync((IProofActivities activities) => activities.ProveTableAsync(task)));
        }
        catch (StepFailedException e)
        {
            return TableProof.Without(name, e.Failure.Code, e.Failure.Message);
        }
    }

    private static async Task<ProofReport> ProveBetweenAsync(ProofReport report, ExecutionInput settled)
    {
        try
        {
            var found = await StepAsync((IMigrationActivities activities) => activities.ValidateTargetAsync(settled));
            return report with { Rules = found?.Rules ?? [] };
        }
        catch (StepFailedException e)
        {
            return report with { Between = e.Failure.Message };
        }
    }

    private static Task<T> StepAsync<TActivities, T>(Expression<Func<TActivities, Task<T>>> step) =>
        new RetriedStep(Patience, (_, _) => { }).RunAsync(
            () => Workflow.ExecuteActivityAsync(step, ActivityTimeouts.DataSized(Workflow.CancellationToken)), Workflow.CancellationToken);
}
