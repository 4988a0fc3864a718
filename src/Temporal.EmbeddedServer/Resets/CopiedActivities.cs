using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.History.V1;
using Case = Temporalio.Api.History.V1.HistoryEvent.AttributesOneofCase;
using State = Temporal.EmbeddedServer.Records.ActivityRecord.Types.State;

namespace Temporal.EmbeddedServer.Resets;

/// <summary>The activities that are pending where a copied history ends. Their time counts from now.</summary>
internal static class CopiedActivities
{
    public static void Apply(Transaction transaction, Run run, HistoryEvent e)
    {
        switch (e.AttributesCase)
        {
            case Case.ActivityTaskScheduledEventAttributes:
                run.Activities.Put(Run.Id(e.EventId), Scheduled(transaction, e));
                break;
            case Case.ActivityTaskStartedEventAttributes:
                Start(run.Activities.Find(Run.Id(e.ActivityTaskStartedEventAttributes.ScheduledEventId))!, e);
                break;
            case Case.ActivityTaskCancelRequestedEventAttributes:
                RequestCancel(run, e);
                break;
            case Case.ActivityTaskCompletedEventAttributes:
                End(run, e.ActivityTaskCompletedEventAttributes.ScheduledEventId);
                break;
            case Case.ActivityTaskFailedEventAttributes:
                End(run, e.ActivityTaskFailedEventAttributes.ScheduledEventId);
                break;
            case Case.ActivityTaskTimedOutEventAttributes:
                End(run, e.ActivityTaskTimedOutEventAttributes.ScheduledEventId);
                break;
            case Case.ActivityTaskCanceledEventAttributes:
                End(run, e.ActivityTaskCanceledEventAttributes.ScheduledEventId);
                break;
        }
    }

    private static ActivityRecord Scheduled(Transaction transaction, HistoryEvent e)
    {
        var attributes = e.ActivityTaskScheduledEventAttributes;
        return new()
        {
            ScheduledEventId = e.EventId,
            ActivityId = attributes.ActivityId,
            ActivityType = attributes.ActivityType.Name,
            TaskQueue = attributes.TaskQueue.Name,
            ScheduleToClose = attributes.ScheduleToCloseTimeout,
            ScheduleToStart = attributes.ScheduleToStartTimeout,
            StartToClose = attributes.StartToCloseTimeout,
            Heartbeat = attributes.HeartbeatTimeout,
            RetryPolicy = attributes.RetryPolicy.Clone(),
            Attempt = 1,
            FirstScheduledTime = transaction.Timestamp,
            ScheduledTime = transaction.Timestamp,
            Priority = attributes.Priority?.Clone(),
        };
    }

    private static void Start(ActivityRecord activity, HistoryEvent e)
    {
        activity.State = State.Started;
        activity.StartedTime = e.EventTime;
        activity.Identity = e.ActivityTaskStartedEventAttributes.Identity;
        activity.Attempt = e.ActivityTaskStartedEventAttributes.Attempt;
    }

    private static void RequestCancel(Run run, HistoryEvent e)
    {
        if (run.Activities.Find(Run.Id(e.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId)) is { } activity)
        {
            activity.CancelRequested = true;
            activity.CancelRequestedEventId = e.EventId;
        }
    }

    private static void End(Run run, long scheduledEventId) => run.Activities.Remove(Run.Id(scheduledEventId));
}
