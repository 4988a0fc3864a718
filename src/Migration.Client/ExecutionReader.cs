using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;

namespace Migration.Client;

/// <summary>Reads executions: description, queries and the heartbeats of running copies.</summary>
internal sealed class ExecutionReader(ITemporalClient temporal, TimeProvider clock)
{
    private readonly LiveCopies _live = new(temporal);

    public async Task<ExecutionView> ReadAsync(string executionId, CancellationToken cancel)
    {
        var workflow = await StatusAsync(executionId, cancel);
        var open = workflow == WorkflowExecutionStatus.Running;
        var told = await QueryAsync<MigrationProgress>(executionId, "progress", cancel);
        var progress = told with { Status = ClosedStatus.Of(workflow, told.Status) };
        var live = open ? await _live.ReadAsync(progress, cancel) : LiveCopies.None;
        return ExecutionViewBuilder.Build(progress, open, live, clock.GetUtcNow());
    }

    /// <summary>Asks Temporal alone, no worker.</summary>
    public async Task<bool> IsOpenAsync(string executionId, CancellationToken cancel) =>
        await StatusAsync(executionId, cancel) == WorkflowExecutionStatus.Running;

    public Task<MigrationReport> ReportAsync(string executionId, CancellationToken cancel) =>
        QueryAsync<MigrationReport>(executionId, "report", cancel);

    /// <summary>The plan as the execution runs it: with the tables that it found.</summary>
    public Task<MigrationPlan> PlanAsync(string executionId, CancellationToken cancel) =>
        QueryAsync<MigrationPlan>(executionId, "plan", cancel);

    public Task<T> QueryAsync<T>(string executionId, string query, CancellationToken cancel) => PatientQuery.AskAsync(
        () => RpcFailures.TranslateAsync(executionId, () => temporal.GetWorkflowHandle(executionId)
            .QueryAsync<T>(query, [], new() { Rpc = RpcLimits.Query(cancel) })),
        clock,
        cancel);

    /// <summary>How Temporal sees the workflow. An id that is no migration's is not found.</summary>
    private async Task<WorkflowExecutionStatus> StatusAsync(string executionId, CancellationToken cancel)
    {
        var description = await RpcFailures.TranslateAsync(executionId, () => temporal.GetWorkflowHandle(executionId)
            .DescribeAsync(new() { Rpc = RpcLimits.Quick(cancel) }));
        if (description.WorkflowType != MigrationWorkflowType.Name)
            throw new MigrationException(ErrorCodes.ExecutionNotFound, $"'{executionId}' is a workflow of another kind, not a migration");
        return description.Status;
    }
}
