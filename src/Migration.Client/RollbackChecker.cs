using Migration.Core.Plans;
using Migration.Workflows;
using Temporalio.Client;

namespace Migration.Client;

/// <summary>Asks a worker what a rollback of an execution would find.</summary>
internal sealed class RollbackChecker(ITemporalClient temporal, ExecutionReader reader)
{
    public async Task<RollbackCheckReport> CheckAsync(string executionId, CancellationToken cancel)
    {
        await reader.ReadAsync(executionId, cancel);
        var input = new RollbackCheckInput
        {
            ExecutionId = executionId,
            Plan = await reader.QueryAsync<MigrationPlan>(executionId, "plan", cancel),
        };
        var options = new WorkflowOptions($"rollback-check/{executionId}/{Guid.NewGuid():N}", MigrationNames.TaskQueue)
        {
            TaskTimeout = MigrationNames.WorkflowTaskTimeout,
            Rpc = RpcLimits.Quick(cancel),
        };
        return await RpcFailures.TranslateAsync(executionId, async () =>
        {
            var handle = await temporal.StartWorkflowAsync((RollbackCheckWorkflow workflow) => workflow.RunAsync(input), options);
            return await handle.GetResultAsync(followRuns: true, new() { CancellationToken = cancel });
        });
    }
}
