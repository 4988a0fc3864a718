namespace Temporalio.Client;

/// <summary>The start of a workflow that goes together with an update, with a handle of the right type.</summary>
public sealed class WithStartWorkflowOperation<THandle> : WithStartWorkflowOperation
    where THandle : WorkflowHandle
{
    private readonly Func<ITemporalClient, string, THandle> handle;
    private TaskCompletionSource<THandle> started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal WithStartWorkflowOperation(
        string workflow,
        IReadOnlyCollection<object?> args,
        WorkflowOptions options,
        Func<ITemporalClient, string, THandle> handle)
        : base(workflow, args, options) => this.handle = handle;

    /// <summary>Waits until the workflow is started, or fails as its start did.</summary>
    public Task<THandle> GetHandleAsync() => started.Task;

    /// <summary>A copy that has not been used.</summary>
    public override object Clone()
    {
        var copy = (WithStartWorkflowOperation<THandle>)MemberwiseClone();
        copy.Options = (WorkflowOptions)Options.Clone();
        copy.started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        copy.Renew();
        return copy;
    }

    internal override void Started(ITemporalClient client, string runId) => started.TrySetResult(handle(client, runId));

    internal override void Failed(Exception exception) => started.TrySetException(exception);
}
