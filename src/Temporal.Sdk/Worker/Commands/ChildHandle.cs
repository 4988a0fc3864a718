using Temporalio.Worker.Execution;
using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>A started child, as workflow code sees it.</summary>
internal sealed class ChildHandle<TWorkflow, TResult>(WorkflowContext context, ChildOperation child, string runId)
    : ChildWorkflowHandle<TWorkflow, TResult>
{
    public override string Id => child.WorkflowId;

    public override string FirstExecutionRunId => runId;

    public override async Task<T> GetResultAsync<T>()
    {
        var result = await child.Ended;
        return result.Get<T>(context);
    }

    public override Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null) =>
        context.Externals.SignalAsync(
            new() { WorkflowId = Id }, childOnly: true, signal, args, options?.CancellationToken);
}
