using Temporal.EmbeddedServer.Activities;
using Temporal.EmbeddedServer.Commands;
using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Queries;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class WorkflowTaskRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>(Services.Workflow, "PollWorkflowTaskQueue", PollAsync)
        .Add<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse>(
            Services.Workflow, "RespondWorkflowTaskCompleted", CompleteAsync)
        .Add<RespondWorkflowTaskFailedRequest, RespondWorkflowTaskFailedResponse>(
            Services.Workflow, "RespondWorkflowTaskFailed", (request, _) => FailAsync(request));

    private async Task<PollWorkflowTaskQueueResponse> PollAsync(PollWorkflowTaskQueueRequest request, GrpcServerCall call)
    {
        state.Namespaces.Require(request.Namespace);
        StartChecks.RequireText(request.TaskQueue?.Name, "TaskQueue");
        var queue = new TaskQueueKey(request.Namespace, TaskQueueType.Workflow, request.TaskQueue!.Name);
        var response = await TaskPolls.PollAsync(state, call, queue, request.Identity, task => TryStartAsync(queue, task, request, call));
        if (response is null)
        {
            return new PollWorkflowTaskQueueResponse();
        }

        response.BacklogCountHint = state.Queues.Of(queue).Backlog;
        return response;
    }

    private async Task<PollWorkflowTaskQueueResponse?> TryStartAsync(
        TaskQueueKey queue, QueuedTask task, PollWorkflowTaskQueueRequest request, GrpcServerCall call) => task switch
    {
        QueuedTask.Workflow workflow => await StartAsync(queue, workflow, request.Identity, call),
        QueuedTask.Query query => await QueryTasks.TakeAsync(state, query.Pending, request.TaskQueue.Kind == TaskQueueKind.Sticky, call.Aborted),
        _ => null,
    };

    private async Task<PollWorkflowTaskQueueResponse?> StartAsync(TaskQueueKey queue, QueuedTask.Workflow task, string identity, GrpcServerCall call)
    {
        // Not durable before the worker has it: a start that a power failure takes back makes its token unknown.
        var started = await state.Commits.ExecuteLooselyAsync(transaction =>
        {
            if (call.Aborted.IsCancellationRequested)
            {
                // The worker is gone before it got anything: the task is for another one.
                transaction.Dispatch(queue, task);
                return null;
            }

            return WorkflowTaskStart.TryStart(transaction, task.RunId, task.Stamp, identity);
        });
        if (started is not null && call.Aborted.IsCancellationRequested)
        {
            await ReturnAsync(TaskTokens.Parse(started.Response.TaskToken));
            return null;
        }

        return started is null ? null : WithHistory(started);
    }

    /// <summary>Takes back a start whose worker went away before it got the task.</summary>
    private Task ReturnAsync(TaskToken token) => state.Commits.ExecuteAsync(transaction =>
    {
        if (transaction.Find(token.RunId) is { IsOpen: true, Record.WorkflowTask: { StartedTime: not null } task } run && task.Stamp == token.Stamp)
        {
            WorkflowTaskEnd.LoseWorker(transaction, run);
        }
    });

    private PollWorkflowTaskQueueResponse WithHistory(StartedWorkflowTask started)
    {
        var response = started.Response;
        var token = new HistoryToken
        {
            RunId = started.RunId,
            NextEventId = started.FromStart ? 1 : response.PreviousStartedEventId + 1,
            LastEventId = started.LastWrittenEventId,
            Unwritten = { started.Unwritten },
        };
        var (events, next) = HistoryPages.Read(state.History, token, HistoryPages.MaxSize);
        response.History.Events.AddRange(events);
        response.NextPageToken = next;
        foreach (var query in state.Queries.Riding(started.RunId))
        {
            response.Queries[query.Id] = query.Query;
        }

        return response;
    }

    private async Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(RespondWorkflowTaskCompletedRequest request, GrpcServerCall call)
    {
        var token = TaskTokens.Parse(request.TaskToken);
        CompletedWorkflowTask completed;
        try
        {
            completed = await state.Commits.ExecuteAsync(transaction =>
            {
                var result = WorkflowTaskCompletion.Complete(transaction, token, request);
                state.Queries.Settle(transaction, result.Run, request.QueryResults);
                return result;
            });
        }
        catch (BadCommandException bad)
        {
            await RefuseAsync(token, bad, request.Identity);
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"{bad.Cause}: {bad.Message}");
        }

        if (completed.Refusal is { } refusal)
        {
            throw refusal;
        }

        if (call.Aborted.IsCancellationRequested)
        {
            await ReturnActivitiesAsync(completed.ActivityTasks);
        }

        return new()
        {
            WorkflowTask = completed.NewTask is { } next ? WithHistory(next) : null,
            ActivityTasks = { completed.ActivityTasks },
        };
    }

    /// <summary>The worker went away before it got the activities that it meant to start: they are for another one.</summary>
    private Task ReturnActivitiesAsync(IReadOnlyList<PollActivityTaskQueueResponse> tasks) => state.Commits.ExecuteAsync(transaction =>
    {
        foreach (var task in tasks)
        {
            ActivityTasks.Return(transaction, TaskTokens.Parse(task.TaskToken));
        }
    });

    /// <summary>Fails the task for a bad command, once: a repeated attempt is left to time out, or history would grow without end.</summary>
    private Task RefuseAsync(TaskToken token, BadCommandException bad, string identity) => state.Commits.ExecuteAsync(transaction =>
    {
        var run = WorkflowTaskCompletion.Require(transaction, token);
        if (run.Record.WorkflowTask.Attempt == 1)
        {
            var failure = new Temporalio.Api.Failure.V1.Failure { Message = bad.Message, Source = "Server", ServerFailureInfo = new() { NonRetryable = true } };
            WorkflowTaskEnd.Fail(transaction, run, bad.Cause, failure, identity);
        }
    });

    private async Task<RespondWorkflowTaskFailedResponse> FailAsync(RespondWorkflowTaskFailedRequest request)
    {
        var token = TaskTokens.Parse(request.TaskToken);
        await state.Commits.ExecuteAsync(transaction => WorkflowTaskEnd.Fail(
            transaction, WorkflowTaskCompletion.Require(transaction, token), request.Cause, request.Failure, request.Identity));
        return new RespondWorkflowTaskFailedResponse();
    }
}
