using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Operations;

/// <summary>Waiting for the end of a workflow, from run to run where it has several.</summary>
internal static class WorkflowResult
{
    public static async Task<Payloads?> WaitAsync(WorkflowHandle handle, bool followRuns, RpcOptions? rpc)
    {
        await using var around = handle.Client.Options.WhileAwaitingResult is { } begin
            ? await begin().ConfigureAwait(false)
            : null;
        var runId = handle.ResultRunId;
        while (true)
        {
            var close = await CloseEventAsync(handle, runId, rpc).ConfigureAwait(false);
            if (followRuns && NextRun(close) is { Length: > 0 } next)
                runId = next;
            else
                return await ReadAsync(close, handle.Client.Options.DataConverter).ConfigureAwait(false);
        }
    }

    private static async Task<HistoryEvent> CloseEventAsync(WorkflowHandle handle, string? runId, RpcOptions? rpc)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = handle.Client.Options.Namespace,
            Execution = new() { WorkflowId = handle.Id, RunId = runId ?? string.Empty },
            WaitNewEvent = true,
            HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
            SkipArchival = true,
        };
        var events = await WorkflowHistoryEvents.PageAsync(handle.Client, request, rpc).ConfigureAwait(false);
        return events.Count > 0
            ? events[^1]
            : throw new InvalidOperationException($"The server gave no close event for workflow {handle.Id}");
    }

    private static string? NextRun(HistoryEvent close) => close.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes =>
            close.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes =>
            close.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes =>
            close.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes =>
            close.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
        _ => null,
    };

    private static async Task<Payloads?> ReadAsync(HistoryEvent close, DataConverter converter)
    {
        switch (close.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes:
                return close.WorkflowExecutionCompletedEventAttributes.Result;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes:
                throw new WorkflowContinuedAsNewException(
                    close.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId);
            default:
                throw new WorkflowFailedException(
                    await WorkflowCloseReason.OfAsync(close, converter).ConfigureAwait(false));
        }
    }
}
