using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Failure.V1;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>Decides whether a failed attempt is followed by another one, and when.</summary>
internal static class ActivityRetry
{
    /// <summary>Schedules the next attempt and says IN_PROGRESS, or says why there is none.</summary>
    public static RetryState TryRetry(Transaction transaction, Run run, ActivityRecord activity, Failure failure, bool atOnce = false)
    {
        if (activity.CancelRequested)
        {
            return RetryState.CancelRequested;
        }

        var (state, delay) = RetryPolicies.Next(activity.RetryPolicy, activity.Attempt, failure);
        if (state != RetryState.InProgress)
        {
            return state;
        }

        var next = transaction.Now + (atOnce ? TimeSpan.Zero : delay);
        if (activity.ScheduleToClose.OrNull() is { } limit && next >= activity.FirstScheduledTime.ToDateTimeOffset() + limit)
        {
            return RetryState.Timeout;
        }

        Schedule(transaction, run, activity, failure, next);
        return RetryState.InProgress;
    }

    /// <summary>The back-off is over: workers may take the attempt.</summary>
    public static void Release(Transaction transaction, Run run, ActivityRecord activity)
    {
        activity.State = ActivityRecord.Types.State.Scheduled;
        run.Activities.Put(Run.Id(activity.ScheduledEventId), activity);
        ActivityTasks.Dispatch(transaction, run, activity);
    }

    private static void Schedule(Transaction transaction, Run run, ActivityRecord activity, Failure failure, DateTimeOffset next)
    {
        activity.Attempt++;
        activity.LastFailure = KeptFailure.Of(failure);
        activity.LastAttemptCompleteTime = transaction.Timestamp;
        activity.ScheduledTime = Timestamp.FromDateTimeOffset(next);
        activity.StartedTime = null;
        activity.HeartbeatTime = null;
        activity.State = ActivityRecord.Types.State.BackingOff;
        if (next <= transaction.Now)
        {
            Release(transaction, run, activity);
        }
        else
        {
            run.Activities.Put(Run.Id(activity.ScheduledEventId), activity);
        }
    }
}
