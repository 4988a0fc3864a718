using Google.Protobuf;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class HistoryRpcs(ServerState state)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    public void Map(GrpcServiceMap map) => map
        .Add<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(Services.Workflow, "GetWorkflowExecutionHistory", GetAsync)
        .Add<GetWorkflowExecutionHistoryReverseRequest, GetWorkflowExecutionHistoryReverseResponse>(
            Services.Workflow, "GetWorkflowExecutionHistoryReverse", (request, _) => GetReverseAsync(request));

    private async Task<GetWorkflowExecutionHistoryResponse> GetAsync(GetWorkflowExecutionHistoryRequest request, GrpcServerCall call)
    {
        state.Namespaces.Require(request.Namespace);
        var token = TokenOf(request.NextPageToken, request.Execution);
        if (token?.LastEventId > 0)
        {
            // A page of a workflow task: its end was fixed when the task started.
            return Page(token, HistoryPages.Size(request.MaximumPageSize));
        }

        var place = await FindAsync(request.Namespace, request.Execution, token, IsSdk(call));
        var next = token?.NextEventId ?? 1;
        var closeOnly = request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent;
        if (request.WaitNewEvent && place.IsOpen && (closeOnly || next > place.LastEventId))
        {
            place = await WaitAsync(request, place, next, closeOnly, call);
            if (place.IsOpen && (closeOnly || next > place.LastEventId))
            {
                return new() { History = new History(), NextPageToken = Token(place.RunId, next) };
            }
        }

        await state.Commits.FlushAsync();
        return closeOnly ? Last(place) : Events(request, place, next);
    }

    private static bool IsSdk(GrpcServerCall call) =>
        call.Headers["client-name"].ToString() is var name && name is not ("temporal-cli" or "temporal-ui" or "temporal-ui-server");

    private static HistoryToken? TokenOf(ByteString page, WorkflowExecution? execution)
    {
        var token = HistoryPages.Parse(page);
        return token is null || execution is not { RunId.Length: > 0 } asked || asked.RunId == token.RunId
            ? token
            : throw new GrpcException(GrpcStatusCode.InvalidArgument, "NextPageToken does not belong to the run of this request.");
    }

    private static ByteString Token(string runId, long next) => new HistoryToken { RunId = runId, NextEventId = next }.ToByteString();

    private GetWorkflowExecutionHistoryResponse Last(HistoryPlace place) =>
        new() { History = new History { Events = { state.History.Read(place.RunId, place.LastEventId, place.LastEventId, 1) } } };

    private GetWorkflowExecutionHistoryResponse Events(GetWorkflowExecutionHistoryRequest request, HistoryPlace place, long next)
    {
        var events = state.History.Read(place.RunId, next, place.LastEventId, HistoryPages.Size(request.MaximumPageSize));
        var after = events.Count == 0 ? next : events[^1].EventId + 1;
        var response = new GetWorkflowExecutionHistoryResponse { History = new History { Events = { events } } };
        if (after <= place.LastEventId || (request.WaitNewEvent && place.IsOpen))
        {
            response.NextPageToken = Token(place.RunId, after);
        }
        else
        {
            response.History.Events.AddRange(place.Unwritten);
        }

        return response;
    }

    private GetWorkflowExecutionHistoryResponse Page(HistoryToken token, int size)
    {
        var (events, next) = HistoryPages.Read(state.History, token, size);
        return new() { History = new History { Events = { events } }, NextPageToken = next };
    }

    private async Task<GetWorkflowExecutionHistoryReverseResponse> GetReverseAsync(GetWorkflowExecutionHistoryReverseRequest request)
    {
        state.Namespaces.Require(request.Namespace);
        var token = TokenOf(request.NextPageToken, request.Execution);
        var place = await FindAsync(request.Namespace, request.Execution, token, isSdk: false);
        await state.Commits.FlushAsync();
        var events = state.History.ReadReverse(place.RunId, token?.NextEventId ?? place.LastEventId, HistoryPages.Size(request.MaximumPageSize));
        var response = new GetWorkflowExecutionHistoryReverseResponse { History = new History { Events = { events } } };
        if (events.Count > 0 && events[^1].EventId > 1)
        {
            response.NextPageToken = Token(place.RunId, events[^1].EventId - 1);
        }

        return response;
    }

    private async Task<HistoryPlace> WaitAsync(
        GetWorkflowExecutionHistoryRequest request, HistoryPlace place, long next, bool closeOnly, GrpcServerCall call)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, state.Stopping);
        limit.CancelAfter(LongPoll.Limit(call, MaxWait));
        var execution = new WorkflowExecution { WorkflowId = request.Execution.WorkflowId, RunId = place.RunId };
        try
        {
            while (place.IsOpen && (closeOnly || next > place.LastEventId))
            {
                var change = closeOnly ? state.Waiters.End(place.RunId) : state.Waiters.NextChange(place.RunId);
                place = await FindAsync(request.Namespace, execution, null, isSdk: false);
                if (place.IsOpen && (closeOnly || next > place.LastEventId))
                {
                    await change.WaitAsync(limit.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            return place;
        }

        if (!place.IsOpen)
        {
            // Nothing comes after the end: whoever asked in the moment of it is not kept for ever.
            state.Waiters.Changed(place.RunId, ended: true);
        }

        return place;
    }

    private Task<HistoryPlace> FindAsync(string @namespace, WorkflowExecution? execution, HistoryToken? token, bool isSdk)
    {
        StartChecks.RequireText(execution?.WorkflowId, "WorkflowId");
        var wanted = new WorkflowExecution { WorkflowId = execution!.WorkflowId, RunId = token?.RunId ?? execution.RunId };
        return state.Commits.ExecuteLooselyAsync(transaction =>
        {
            var run = transaction.Require(@namespace, wanted);
            return new HistoryPlace(run.RunId, run.Record.NextEventId - 1, run.IsOpen, isSdk ? WorkflowTaskStart.Unwritten(run) : []);
        });
    }

    private sealed record HistoryPlace(string RunId, long LastEventId, bool IsOpen, IReadOnlyList<HistoryEvent> Unwritten);
}
