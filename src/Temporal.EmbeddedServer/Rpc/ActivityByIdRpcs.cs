using Temporal.EmbeddedServer.Activities;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>Reports on an activity by workflow id and activity id, for those who have no token.</summary>
internal sealed class ActivityByIdRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<RecordActivityTaskHeartbeatByIdRequest, RecordActivityTaskHeartbeatByIdResponse>(
            Services.Workflow, "RecordActivityTaskHeartbeatById", (request, _) => HeartbeatAsync(request))
        .Add<RespondActivityTaskCompletedByIdRequest, RespondActivityTaskCompletedByIdResponse>(
            Services.Workflow, "RespondActivityTaskCompletedById", (request, _) => CompleteAsync(request))
        .Add<RespondActivityTaskFailedByIdRequest, RespondActivityTaskFailedByIdResponse>(
            Services.Workflow, "RespondActivityTaskFailedById", (request, _) => FailAsync(request))
        .Add<RespondActivityTaskCanceledByIdRequest, RespondActivityTaskCanceledByIdResponse>(
            Services.Workflow, "RespondActivityTaskCanceledById", (request, _) => CancelAsync(request));

    private async Task<RecordActivityTaskHeartbeatByIdResponse> HeartbeatAsync(RecordActivityTaskHeartbeatByIdRequest request)
    {
        var cancel = await OnAsync(
            request.Namespace,
            new() { WorkflowId = request.WorkflowId, RunId = request.RunId },
            request.ActivityId,
            (transaction, target) => ActivityReports.Heartbeat(transaction, target, request.Details));
        return new() { CancelRequested = cancel };
    }

    private async Task<RespondActivityTaskCompletedByIdResponse> CompleteAsync(RespondActivityTaskCompletedByIdRequest request)
    {
        await OnAsync(
            request.Namespace,
            new() { WorkflowId = request.WorkflowId, RunId = request.RunId },
            request.ActivityId,
            (transaction, target) => ActivityReports.Complete(transaction, target, request.Result, request.Identity));
        return new RespondActivityTaskCompletedByIdResponse();
    }

    private async Task<RespondActivityTaskFailedByIdResponse> FailAsync(RespondActivityTaskFailedByIdRequest request)
    {
        await OnAsync(
            request.Namespace,
            new() { WorkflowId = request.WorkflowId, RunId = request.RunId },
            request.ActivityId,
            (transaction, target) => ActivityReports.Fail(transaction, target, request.Failure, request.LastHeartbeatDetails, request.Identity));
        return new RespondActivityTaskFailedByIdResponse();
    }

    private async Task<RespondActivityTaskCanceledByIdResponse> CancelAsync(RespondActivityTaskCanceledByIdRequest request)
    {
        await OnAsync(
            request.Namespace,
            new() { WorkflowId = request.WorkflowId, RunId = request.RunId },
            request.ActivityId,
            (transaction, target) => ActivityReports.Cancel(transaction, target, request.Details, request.Identity));
        return new RespondActivityTaskCanceledByIdResponse();
    }

    private Task<bool> OnAsync(
        string @namespace, WorkflowExecution execution, string activityId, Action<Transaction, (Run Run, ActivityRecord Activity)> report) =>
        OnAsync(@namespace, execution, activityId, (transaction, target) =>
        {
            report(transaction, target);
            return true;
        });

    private Task<T> OnAsync<T>(
        string @namespace, WorkflowExecution execution, string activityId, Func<Transaction, (Run Run, ActivityRecord Activity), T> report)
    {
        state.Namespaces.Require(@namespace);
        StartChecks.RequireText(execution.WorkflowId, "WorkflowId");
        StartChecks.RequireText(activityId, "ActivityId");
        return state.Commits.ExecuteAsync(transaction => report(transaction, ActivityLookup.ById(transaction, @namespace, execution, activityId)));
    }
}
