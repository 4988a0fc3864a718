using Temporalio.Api.History.V1;
using Temporalio.Client.Operations;
using Temporalio.Common;

namespace Temporalio.Client;

/// <content>Looking at a workflow, and ending it.</content>
public partial record WorkflowHandle
{
    private Api.Common.V1.WorkflowExecution Execution => new() { WorkflowId = Id, RunId = RunId ?? string.Empty };

    public virtual async Task<WorkflowExecutionDescription> DescribeAsync(WorkflowDescribeOptions? options = null) =>
        new(
            await Client.WorkflowService.DescribeWorkflowExecutionAsync(
                new() { Namespace = Client.Options.Namespace, Execution = Execution },
                RpcOptions.Retrying(options?.Rpc)).ConfigureAwait(false),
            Client.Options.DataConverter);

    /// <summary>Asks the workflow to end; it decides when and how.</summary>
    public virtual Task CancelAsync(WorkflowCancelOptions? options = null) =>
        Client.WorkflowService.RequestCancelWorkflowExecutionAsync(
            new()
            {
                Namespace = Client.Options.Namespace,
                WorkflowExecution = Execution,
                FirstExecutionRunId = FirstExecutionRunId ?? string.Empty,
                Identity = Client.Connection.Options.Identity,
                RequestId = Guid.NewGuid().ToString(),
            },
            RpcOptions.Retrying(options?.Rpc));

    /// <summary>Ends the workflow at once; its code gets no chance to clean up.</summary>
    public virtual async Task TerminateAsync(string? reason = null, WorkflowTerminateOptions? options = null) =>
        await Client.WorkflowService.TerminateWorkflowExecutionAsync(
            new()
            {
                Namespace = Client.Options.Namespace,
                WorkflowExecution = Execution,
                Reason = reason ?? string.Empty,
                FirstExecutionRunId = FirstExecutionRunId ?? string.Empty,
                Identity = Client.Connection.Options.Identity,
                Details = await Client.Options.DataConverter.ToOptionalPayloadsAsync(options?.Details)
                    .ConfigureAwait(false),
            },
            RpcOptions.Retrying(options?.Rpc)).ConfigureAwait(false);

    /// <summary>The whole history, for replay or for keeping.</summary>
    public virtual async Task<WorkflowHistory> FetchHistoryAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        var all = (WorkflowHistoryEventFetchOptions?)options?.Clone() ?? new();
        all.WaitNewEvent = false;
        var events = new List<HistoryEvent>();
        await foreach (var item in FetchHistoryEventsAsync(all).ConfigureAwait(false))
            events.Add(item);
        return new(Id, events);
    }

    /// <summary>Events as they are read, page after page.</summary>
    public virtual IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(
        WorkflowHistoryEventFetchOptions? options = null) =>
        WorkflowHistoryEvents.ReadAsync(this, options ?? new());
}
