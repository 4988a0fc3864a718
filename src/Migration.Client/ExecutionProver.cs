using Migration.Core.Errors;
using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Client;

namespace Migration.Client;

/// <summary>Asks a worker to compare the tables of an execution once more, and to repair them.</summary>
internal sealed class ExecutionProver(ITemporalClient temporal, ExecutionReader reader)
{
    public async Task<ProofReport> ProveAsync(string executionId, ProofOrder order, CancellationToken cancel)
    {
        var report = await reader.ReportAsync(executionId, cancel);
        if (report.DryRun)
            throw new MigrationException(ErrorCodes.ExecutionFinished, $"Execution '{executionId}' was a dry run, which wrote nothing that could be compared.");
        var plan = await reader.PlanAsync(executionId, cancel);
        var isOpen = await reader.IsOpenAsync(executionId, cancel);
        var scope = new ProofPlan(report, plan, isOpen, order.Tables);
        var input = new ProofInput
        {
            Settled = new() { ExecutionId = executionId, Plan = plan with { Tables = scope.Settled } },
            Tables = [.. scope.Tasks.Select(task => task with { RemovesExtra = order.RemovesExtra })],
            Repairs = order.Repairs,
            Claims = isOpen && report.Phase == MigrationPhase.RollbackWindow,
        };
        var found = await RunAsync(executionId, input, cancel);
        return found with { Tables = [.. found.Tables, .. scope.LeftOut] };
    }

    private Task<ProofReport> RunAsync(string executionId, ProofInput input, CancellationToken cancel)
    {
        var options = new WorkflowOptions($"proof/{executionId}/{Guid.NewGuid():N}", MigrationNames.TaskQueue)
        {
            TaskTimeout = MigrationNames.WorkflowTaskTimeout,
            Rpc = RpcLimits.Quick(cancel),
        };
        return RpcFailures.TranslateAsync(executionId, async () =>
        {
            var handle = await temporal.StartWorkflowAsync((ProofWorkflow workflow) => workflow.RunAsync(input), options);
            return await handle.GetResultAsync(followRuns: true, new() { CancellationToken = cancel });
        });
    }
}
