using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Client;

namespace Migration.Client;

/// <summary>Asks a worker what a rollback of an execution would find.</summary>
internal sealed class RollbackChecker(ITemporalClient temporal, ExecutionReader reader)
{
    public async Task<RollbackCheckReport> CheckAsync(string executionId, CancellationToken cancel)
    {
        var execution = await reader.ReadAsync(executionId, cancel);
        if (!execution.Open)
            return Over(execution);
        var input = new RollbackCheckInput
        {
            ExecutionId = executionId,
            Plan = await reader.PlanAsync(executionId, cancel),
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

    /// <summary>No request reaches an execution that has ended, and what could undo it is gone.</summary>
    private static RollbackCheckReport Over(ExecutionView execution) => new()
    {
        ExecutionId = execution.ExecutionId,
        Tables = [.. execution.Tables.Select(table => new TableRollbackCheck { Table = table.Name, Why = Reason(execution.Status) })],
    };

    private static string Reason(ExecutionStatus status) => status == ExecutionStatus.RolledBack
        ? "The execution has been rolled back already."
        : "The execution is over: it was finalized, its rollback window has passed, or the plan does not enable rollback. What could undo it is discarded.";
}
