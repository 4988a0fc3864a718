using Temporal.EmbeddedServer.Activities;
using Temporal.EmbeddedServer.Matching;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class ActivityTaskRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse>(Services.Workflow, "PollActivityTaskQueue", PollAsync)
        .Add<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse>(
            Services.Workflow, "RecordActivityTaskHeartbeat", (request, _) => HeartbeatAsync(request))
        .Add<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>(
            Services.Workflow, "RespondActivityTaskCompleted", (request, _) => CompleteAsync(request))
        .Add<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>(
            Services.Workflow, "RespondActivityTaskFailed", (request, _) => FailAsync(request))
        .Add<RespondActivityTaskCanceledRequest, RespondActivityTaskCanceledResponse>(
            Services.Workflow, "RespondActivityTaskCanceled", (request, _) => CancelAsync(request));

    private async Task<PollActivityTaskQueueResponse> PollAsync(PollActivityTaskQueueRequest request, GrpcServerCall call)
    {
        state.Namespaces.Require(request.Namespace);
        StartChecks.RequireText(request.TaskQueue?.Name, "TaskQueue");
        var queue = new TaskQueueKey(request.Namespace, TaskQueueType.Activity, request.TaskQueue!.Name);
        state.Queues.Of(queue).SetLimit(request.TaskQueueMetadata?.MaxTasksPerSecond);
        return await TaskPolls.PollAsync(state, call, queue, request.Identity, task => TryStartAsync(queue, (QueuedTask.Activity)task, request.Identity, call))
            ?? new PollActivityTaskQueueResponse();
    }

    private async Task<PollActivityTaskQueueResponse?> TryStartAsync(TaskQueueKey queue, QueuedTask.Activity task, string identity, GrpcServerCall call)
    {
        var started = await state.Commits.ExecuteAsync(transaction =>
        {
            if (call.Aborted.IsCancellationRequested)
            {
                // The worker is gone before it got anything: the task is for another one.
                transaction.Dispatch(queue, task);
                return null;
            }

            return ActivityTasks.TryStart(transaction, task, identity);
        });
        if (started is not null && call.Aborted.IsCancellationRequested)
        {
            var token = TaskTokens.Parse(started.Response.TaskToken);
            await state.Commits.ExecuteAsync(transaction => ActivityTasks.Return(transaction, token));
            return null;
        }

        return started is null ? null : WithInput(started);
    }

    private PollActivityTaskQueueResponse WithInput(StartedActivityTask started)
    {
        var scheduled = state.History.ReadOne(started.RunId, started.ScheduledEventId)!.ActivityTaskScheduledEventAttributes;
        started.Response.Input = scheduled.Input;
        started.Response.Header = scheduled.Header;
        return started.Response;
    }

    private async Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(RecordActivityTaskHeartbeatRequest request)
    {
        var token = TaskTokens.Parse(request.TaskToken);
        var cancel = await state.Commits.ExecuteAsync(transaction =>
            ActivityReports.Heartbeat(transaction, ActivityLookup.ByToken(transaction, token), request.Details));
        return new() { CancelRequested = cancel };
    }

    private async Task<RespondActivityTaskCompletedResponse> CompleteAsync(RespondActivityTaskCompletedRequest request)
    {
        var token = TaskTokens.Parse(request.TaskToken);
        await state.Commits.ExecuteAsync(transaction =>
            ActivityReports.Complete(transaction, ActivityLookup.ByToken(transaction, token), request.Result, request.Identity));
        return new RespondActivityTaskCompletedResponse();
    }

    private async Task<RespondActivityTaskFailedResponse> FailAsync(RespondActivityTaskFailedRequest request)
    {
        var token = TaskTokens.Parse(request.TaskToken);
        await state.Commits.ExecuteAsync(transaction => ActivityReports.Fail(
            transaction, ActivityLookup.ByToken(transaction, token), request.Failure, request.LastHeartbeatDetails, request.Identity));
        return new RespondActivityTaskFailedResponse();
    }

    private async Task<RespondActivityTaskCanceledResponse> CancelAsync(RespondActivityTaskCanceledRequest request)
    {
        var token = TaskTokens.Parse(request.TaskToken);
        await state.Commits.ExecuteAsync(transaction =>
            ActivityReports.Cancel(transaction, ActivityLookup.ByToken(transaction, token), request.Details, request.Identity));
        return new RespondActivityTaskCanceledResponse();
    }
}
