using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>Ends a pending activity: its events, its record, and the workflow task that tells the workflow.</summary>
internal static class ActivityEnd
{
    public static void Complete(Transaction transaction, Run run, ActivityRecord activity, Payloads? result, string identity) =>
        Close(transaction, run, activity, new HistoryEvent
        {
            ActivityTaskCompletedEventAttributes = new() { ScheduledEventId = activity.ScheduledEventId, Result = result, Identity = identity },
        });

    public static void Cancel(Transaction transaction, Run run, ActivityRecord activity, Payloads? details, string identity) =>
        Close(transaction, run, activity, new HistoryEvent
        {
            ActivityTaskCanceledEventAttributes = new()
            {
                ScheduledEventId = activity.ScheduledEventId,
                LatestCancelRequestedEventId = activity.CancelRequestedEventId,
                Details = details,
                Identity = identity,
            },
        });

    /// <summary>Retries the attempt if its policy allows, else fails the activity.</summary>
    public static void Fail(Transaction transaction, Run run, ActivityRecord activity, Failure failure, string identity)
    {
        var state = ActivityRetry.TryRetry(transaction, run, activity, failure);
        if (state != RetryState.InProgress)
        {
            Close(transaction, run, activity, new HistoryEvent
            {
                ActivityTaskFailedEventAttributes = new()
                {
                    ScheduledEventId = activity.ScheduledEventId,
                    Failure = failure,
                    RetryState = state,
                    Identity = identity,
                },
            });
        }
    }

    public static void TimeOut(Transaction transaction, Run run, ActivityRecord activity, Failure failure, RetryState state) =>
        Close(transaction, run, activity, new HistoryEvent
        {
            ActivityTaskTimedOutEventAttributes = new() { ScheduledEventId = activity.ScheduledEventId, Failure = failure, RetryState = state },
        });

    private static void Close(Transaction transaction, Run run, ActivityRecord activity, HistoryEvent end)
    {
        if (activity.State == ActivityRecord.Types.State.Started)
        {
            run.Receive(transaction, new HistoryEvent
            {
                EventTime = activity.StartedTime,
                ActivityTaskStartedEventAttributes = new()
                {
                    ScheduledEventId = activity.ScheduledEventId,
                    Identity = activity.Identity,
                    RequestId = activity.RequestId,
                    Attempt = activity.Attempt,
                    LastFailure = activity.LastFailure,
                },
            });
        }

        run.Receive(transaction, end);
        run.Activities.Remove(Run.Id(activity.ScheduledEventId));
        WorkflowTasks.Ensure(transaction, run);
    }
}
