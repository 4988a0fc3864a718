using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Visibility;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using State = Temporal.EmbeddedServer.Records.ActivityRecord.Types.State;

namespace Temporal.EmbeddedServer.Rpc;

internal sealed class DescribeRpcs(ServerState state)
{
    public void Map(GrpcServiceMap map) => map
        .Add<DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse>(
            Services.Workflow, "DescribeWorkflowExecution", (request, _) => DescribeAsync(request));

    private Task<DescribeWorkflowExecutionResponse> DescribeAsync(DescribeWorkflowExecutionRequest request)
    {
        state.Namespaces.Require(request.Namespace);
        StartChecks.RequireText(request.Execution?.WorkflowId, "WorkflowId");
        return state.Commits.ExecuteAsync(transaction => Describe(transaction.Require(request.Namespace, request.Execution!)));
    }

    private static DescribeWorkflowExecutionResponse Describe(Run run)
    {
        var record = run.Record;
        var response = new DescribeWorkflowExecutionResponse
        {
            ExecutionConfig = new()
            {
                TaskQueue = new() { Name = record.TaskQueue, Kind = TaskQueueKind.Normal },
                WorkflowExecutionTimeout = record.ExecutionTimeout,
                WorkflowRunTimeout = record.RunTimeout,
                DefaultWorkflowTaskTimeout = record.TaskTimeout,
                UserMetadata = record.UserMetadata?.Clone(),
            },
            WorkflowExecutionInfo = ExecutionInfo.Of(record),
            WorkflowExtendedInfo = new()
            {
                ExecutionExpirationTime = record.ExecutionExpiration,
                RunExpirationTime = record.RunExpiration,
                CancelRequested = record.CancelRequested,
                OriginalStartTime = record.OriginalStartTime ?? record.StartTime,
                ResetRunId = record.ResetRunId,
                LastResetTime = record.LastResetTime,
            },
            PendingWorkflowTask = record.WorkflowTask is { } task ? Describe(task) : null,
        };
        response.PendingActivities.AddRange(run.Activities.Items.OrderBy(a => a.ScheduledEventId).Select(Describe));
        response.PendingChildren.AddRange(run.Children.Items.OrderBy(c => c.InitiatedEventId).Select(Describe));
        return response;
    }

    private static PendingWorkflowTaskInfo Describe(WorkflowTaskRecord task) => new()
    {
        State = task.StartedTime is null ? PendingWorkflowTaskState.Scheduled : PendingWorkflowTaskState.Started,
        ScheduledTime = task.ScheduledTime,
        OriginalScheduledTime = task.ScheduledTime,
        StartedTime = task.StartedTime,
        Attempt = task.Attempt,
    };

    private static PendingActivityInfo Describe(ActivityRecord activity) => new()
    {
        ActivityId = activity.ActivityId,
        ActivityType = new() { Name = activity.ActivityType },
        State = activity.CancelRequested ? PendingActivityState.CancelRequested
            : activity.State == State.Started ? PendingActivityState.Started : PendingActivityState.Scheduled,
        HeartbeatDetails = activity.HeartbeatDetails?.Clone(),
        LastHeartbeatTime = activity.HeartbeatTime,
        LastStartedTime = activity.StartedTime,
        Attempt = activity.Attempt,
        MaximumAttempts = activity.RetryPolicy.MaximumAttempts,
        ScheduledTime = activity.ScheduledTime,
        ExpirationTime = activity.ScheduleToClose.OrNull() is { } limit
            ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(activity.FirstScheduledTime.ToDateTimeOffset() + limit)
            : null,
        LastFailure = activity.LastFailure?.Clone(),
        LastWorkerIdentity = activity.Identity,
        LastAttemptCompleteTime = activity.LastAttemptCompleteTime,
        NextAttemptScheduleTime = activity.State == State.BackingOff ? activity.ScheduledTime : null,
    };

    private static PendingChildExecutionInfo Describe(ChildRecord child) => new()
    {
        WorkflowId = child.WorkflowId,
        RunId = child.RunId,
        WorkflowTypeName = child.WorkflowType,
        InitiatedId = child.InitiatedEventId,
        ParentClosePolicy = child.ParentClosePolicy,
    };
}
