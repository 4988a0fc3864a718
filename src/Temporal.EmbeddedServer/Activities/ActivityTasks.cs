using Google.Protobuf;
using Temporal.EmbeddedServer.Matching;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>Dispatches activity tasks and hands them to workers.</summary>
internal static class ActivityTasks
{
    public static void Dispatch(Transaction transaction, Run run, ActivityRecord activity) => transaction.Dispatch(
        new TaskQueueKey(run.Record.Namespace, TaskQueueType.Activity, activity.TaskQueue),
        new QueuedTask.Activity(run.RunId, activity.ScheduledEventId, activity.Attempt));

    /// <summary>Starts that attempt; null if it is not waiting for a worker any more.</summary>
    public static StartedActivityTask? TryStart(Transaction transaction, QueuedTask.Activity task, string identity)
    {
        if (transaction.Find(task.RunId) is not { IsOpen: true } run
            || run.Activities.Find(Run.Id(task.ScheduledEventId)) is not { State: ActivityRecord.Types.State.Scheduled } activity
            || activity.Attempt != task.Attempt)
        {
            return null;
        }

        return new StartedActivityTask(run.RunId, activity.ScheduledEventId, Start(transaction, run, activity, identity));
    }

    /// <summary>Hands an attempt that waits to a worker. Input and header are in its scheduled event.</summary>
    public static PollActivityTaskQueueResponse Start(Transaction transaction, Run run, ActivityRecord activity, string identity)
    {
        activity.State = ActivityRecord.Types.State.Started;
        activity.StartedTime = transaction.Timestamp;
        activity.Identity = identity;
        activity.RequestId = Guid.NewGuid().ToString();
        activity.HeartbeatTime = null;
        run.Activities.Put(Run.Id(activity.ScheduledEventId), activity);
        return Response(run, activity);
    }

    /// <summary>Takes back a start whose worker went away before it got the task.</summary>
    public static void Return(Transaction transaction, TaskToken task)
    {
        if (transaction.Find(task.RunId) is { IsOpen: true } run
            && run.Activities.Find(Run.Id(task.ScheduledEventId)) is { State: ActivityRecord.Types.State.Started } activity
            && activity.Attempt == task.Attempt)
        {
            activity.State = ActivityRecord.Types.State.Scheduled;
            activity.StartedTime = null;
            run.Activities.Put(Run.Id(activity.ScheduledEventId), activity);
            Dispatch(transaction, run, activity);
        }
    }

    private static PollActivityTaskQueueResponse Response(Run run, ActivityRecord activity) => new()
    {
        TaskToken = new TaskToken
        {
            Namespace = run.Record.Namespace,
            WorkflowId = run.Record.WorkflowId,
            RunId = run.RunId,
            ScheduledEventId = activity.ScheduledEventId,
            Attempt = activity.Attempt,
            ActivityId = activity.ActivityId,
        }.ToByteString(),
        WorkflowNamespace = run.Record.Namespace,
        WorkflowType = new() { Name = run.Record.WorkflowType },
        WorkflowExecution = run.Execution,
        ActivityType = new() { Name = activity.ActivityType },
        ActivityId = activity.ActivityId,
        HeartbeatDetails = activity.HeartbeatDetails?.Clone(),
        ScheduledTime = activity.FirstScheduledTime,
        CurrentAttemptScheduledTime = activity.ScheduledTime,
        StartedTime = activity.StartedTime,
        Attempt = activity.Attempt,
        ScheduleToCloseTimeout = activity.ScheduleToClose,
        StartToCloseTimeout = activity.StartToClose,
        HeartbeatTimeout = activity.Heartbeat,
        RetryPolicy = activity.RetryPolicy,
        Priority = activity.Priority,
    };
}
