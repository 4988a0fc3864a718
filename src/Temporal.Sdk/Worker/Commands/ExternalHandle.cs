using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>Another workflow, as workflow code sees it.</summary>
internal sealed class ExternalHandle<TWorkflow>(ExternalCalls calls, string id, string? runId)
    : ExternalWorkflowHandle<TWorkflow>
{
    public override string Id => id;

    public override string? RunId => runId;

    public override Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null) =>
        calls.SignalAsync(Target(), childOnly: false, signal, args, options?.CancellationToken);

    public override Task CancelAsync() => calls.CancelAsync(Target());

    private Api.Common.V1.WorkflowExecution Target() => new() { WorkflowId = id, RunId = runId ?? string.Empty };
}
