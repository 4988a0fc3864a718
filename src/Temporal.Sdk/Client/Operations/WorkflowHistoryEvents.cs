using System.Runtime.CompilerServices;
using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client.Operations;

/// <summary>Reading a history page by page.</summary>
internal static class WorkflowHistoryEvents
{
    public static async IAsyncEnumerable<HistoryEvent> ReadAsync(
        WorkflowHandle handle,
        WorkflowHistoryEventFetchOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = handle.Client.Options.Namespace,
            Execution = new() { WorkflowId = handle.Id, RunId = handle.RunId ?? string.Empty },
            WaitNewEvent = options.WaitNewEvent,
            HistoryEventFilterType = options.EventFilterType,
            SkipArchival = options.SkipArchival,
        };
        using var linked = RpcOptions.Link(options.Rpc, cancellationToken, out var rpc);
        do
        {
            var events = await PageAsync(handle.Client, request, rpc).ConfigureAwait(false);
            foreach (var item in events)
                yield return item;
        }
        while (!request.NextPageToken.IsEmpty);
    }

    /// <summary>
    /// The next events; the request is left with the token of the page after. A waiting server answers
    /// empty every now and then, which is no page.
    /// </summary>
    public static async Task<IReadOnlyList<HistoryEvent>> PageAsync(
        ITemporalClient client, GetWorkflowExecutionHistoryRequest request, RpcOptions? rpc)
    {
        while (true)
        {
            var response = await SendAsync(client, request, rpc).ConfigureAwait(false);
            if (response == null)
                continue;
            if (response.RawHistory.Count > 0)
                throw new InvalidOperationException("The server answered with raw history, which was not asked for");
            request.NextPageToken = response.NextPageToken ?? ByteString.Empty;
            if (response.History is { Events.Count: > 0 } history)
                return history.Events;
            if (request.NextPageToken.IsEmpty && !(request.WaitNewEvent && response.History == null))
                return [];
        }
    }

    /// <summary>Null when a waiting call got lost on the way; only a caller's own time-out ends the wait.</summary>
    private static async Task<GetWorkflowExecutionHistoryResponse?> SendAsync(
        ITemporalClient client, GetWorkflowExecutionHistoryRequest request, RpcOptions? rpc)
    {
        try
        {
            return await client.WorkflowService.GetWorkflowExecutionHistoryAsync(
                request, RpcOptions.Retrying(rpc)).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.DeadlineExceeded
            && request.WaitNewEvent && rpc?.Timeout == null)
        {
            return null;
        }
    }
}
