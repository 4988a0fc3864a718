using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Failure.V1;
using State = Temporal.EmbeddedServer.Records.ActivityRecord.Types.State;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>The four timeouts of an activity, and the end of its back-off.</summary>
internal static class ActivityTimeouts
{
    /// <summary>When something happens to this activity by itself; null if only its worker can end it.</summary>
    public static DateTimeOffset? Next(ActivityRecord activity)
    {
        var next = Earlier(null, activity.FirstScheduledTime.ToDateTimeOffset(), activity.ScheduleToClose.OrNull());
        return activity.State switch
        {
            State.BackingOff => Earlier(next, activity.ScheduledTime.ToDateTimeOffset(), TimeSpan.Zero),
            State.Scheduled => Earlier(next, activity.ScheduledTime.ToDateTimeOffset(), activity.ScheduleToStart.OrNull()),
            _ => Earlier(
                Earlier(next, activity.StartedTime.ToDateTimeOffset(), activity.StartToClose.OrNull()),
                HeartbeatTime(activity),
                activity.Heartbeat.OrNull()),
        };
    }

    /// <summary>Applies what is due.</summary>
    public static void Process(Transaction transaction, Run run, ActivityRecord activity)
    {
        if (IsDue(transaction, activity.FirstScheduledTime.ToDateTimeOffset(), activity.ScheduleToClose.OrNull()))
        {
            ActivityEnd.TimeOut(transaction, run, activity, Failure(activity, TimeoutType.ScheduleToClose, activity.LastFailure), RetryState.Timeout);
        }
        else if (activity.State == State.BackingOff)
        {
            ActivityRetry.Release(transaction, run, activity);
        }
        else if (activity.State == State.Scheduled)
        {
            ActivityEnd.TimeOut(transaction, run, activity, Failure(activity, TimeoutType.ScheduleToStart), RetryState.NonRetryableFailure);
        }
        else
        {
            var isHeartbeat = IsDue(transaction, HeartbeatTime(activity), activity.Heartbeat.OrNull());
            EndAttempt(transaction, run, activity, isHeartbeat ? TimeoutType.Heartbeat : TimeoutType.StartToClose, atOnce: false);
        }
    }

    /// <summary>The worker ended together with the server: what its timeouts would tell later is known now.</summary>
    public static void LoseWorker(Transaction transaction, Run run, ActivityRecord activity) => EndAttempt(
        transaction, run, activity, activity.Heartbeat.OrNull() is null ? TimeoutType.StartToClose : TimeoutType.Heartbeat, atOnce: true);

    private static void EndAttempt(Transaction transaction, Run run, ActivityRecord activity, TimeoutType type, bool atOnce)
    {
        var failure = Failure(activity, type);
        var state = ActivityRetry.TryRetry(transaction, run, activity, failure, atOnce);
        if (state == RetryState.InProgress)
        {
            return;
        }

        // No time for another attempt: to the workflow the whole activity has timed out, because of this attempt.
        var reported = state == RetryState.Timeout ? Failure(activity, TimeoutType.ScheduleToClose, failure) : failure;
        ActivityEnd.TimeOut(transaction, run, activity, reported, state);
    }

    private static Failure Failure(ActivityRecord activity, TimeoutType type, Failure? cause = null) => new()
    {
        Message = $"activity {type} timeout",
        Source = "Server",
        TimeoutFailureInfo = new() { TimeoutType = type, LastHeartbeatDetails = activity.HeartbeatDetails },
        Cause = cause,
    };

    private static DateTimeOffset HeartbeatTime(ActivityRecord activity) =>
        (activity.HeartbeatTime ?? activity.StartedTime).ToDateTimeOffset();

    private static DateTimeOffset? Earlier(DateTimeOffset? next, DateTimeOffset from, TimeSpan? timeout) =>
        timeout is null || next <= from + timeout ? next : from + timeout;

    private static bool IsDue(Transaction transaction, DateTimeOffset from, TimeSpan? timeout) =>
        timeout is { } span && from + span <= transaction.Now;
}
