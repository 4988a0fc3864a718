using Google.Protobuf;
using Temporal.EmbeddedServer.Rpc;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Queries;

/// <summary>Hands a query that is a task of its own to a worker.</summary>
internal static class QueryTasks
{
    /// <summary>
    /// Null if its caller does not wait any more, or if the worker is gone: then any other gets it. A sticky worker has
    /// the history; any other gets all of it.
    /// </summary>
    public static async Task<PollWorkflowTaskQueueResponse?> TakeAsync(ServerState state, PendingQuery query, bool sticky, CancellationToken gone)
    {
        if (query.Answer.IsCompleted)
        {
            return null;
        }

        query.IsTaken = true;
        var (response, last) = await state.Commits.ExecuteAsync(transaction => transaction.Find(query.RunId) is { } run
            ? Take(transaction, run, query, gone)
            : (null, 0));
        if (response is not null && !sticky)
        {
            var token = new HistoryToken { RunId = query.RunId, NextEventId = 1, LastEventId = last };
            (var events, response.NextPageToken) = HistoryPages.Read(state.History, token, HistoryPages.MaxSize);
            response.History.Events.AddRange(events);
        }

        return response;
    }

    private static (PollWorkflowTaskQueueResponse? Response, long LastEventId) Take(
        Transaction transaction, Run run, PendingQuery query, CancellationToken gone)
    {
        if (gone.IsCancellationRequested)
        {
            query.IsTaken = false;
            QueryBoard.DispatchToAny(transaction, run, query);
            return (null, 0);
        }

        return (Response(run, query), run.Record.NextEventId - 1);
    }

    private static PollWorkflowTaskQueueResponse Response(Run run, PendingQuery query) => new()
    {
        TaskToken = new TaskToken
        {
            Namespace = run.Record.Namespace,
            WorkflowId = run.Record.WorkflowId,
            RunId = run.RunId,
            QueryId = query.Id,
        }.ToByteString(),
        WorkflowExecution = run.Execution,
        WorkflowType = new() { Name = run.Record.WorkflowType },
        Attempt = 1,
        PreviousStartedEventId = run.Record.PreviousStartedEventId,
        History = new History(),
        Query = query.Query,
        WorkflowExecutionTaskQueue = new() { Name = run.Record.TaskQueue, Kind = TaskQueueKind.Normal },
        ScheduledTime = run.Record.StartTime,
        StartedTime = run.Record.StartTime,
    };
}
