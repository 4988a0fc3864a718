using Temporal.EmbeddedServer.Activities;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Commands;

internal static class ScheduleActivity
{
    public static void Apply(CommandContext context, ScheduleActivityTaskCommandAttributes attributes)
    {
        Check(context, attributes);
        var timeouts = ActivityTimeoutPlan.Of(attributes, context.Run.Record.RunTimeout.OrNull());
        var queue = attributes.TaskQueue?.Name is { Length: > 0 } name ? name : context.Run.Record.TaskQueue;
        var policy = RetryPolicies.WithDefaults(attributes.RetryPolicy);
        var scheduled = context.Append(new()
        {
            ActivityTaskScheduledEventAttributes = new()
            {
                ActivityId = attributes.ActivityId,
                ActivityType = attributes.ActivityType,
                TaskQueue = new() { Name = queue, Kind = TaskQueueKind.Normal },
                Header = attributes.Header,
                Input = attributes.Input,
                ScheduleToCloseTimeout = timeouts.ScheduleToClose,
                ScheduleToStartTimeout = timeouts.ScheduleToStart,
                StartToCloseTimeout = timeouts.StartToClose,
                HeartbeatTimeout = timeouts.Heartbeat,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
                RetryPolicy = policy,
                Priority = attributes.Priority,
            },
        });
        var activity = Record(context, attributes, timeouts, scheduled.EventId);
        activity.TaskQueue = queue;
        activity.RetryPolicy = policy.Clone();
        context.Run.Activities.Put(Run.Id(scheduled.EventId), activity);
        if (!attributes.RequestEagerExecution || !context.EagerActivities.TryAdd(activity, attributes))
        {
            ActivityTasks.Dispatch(context.Transaction, context.Run, activity);
        }
    }

    private static ActivityRecord Record(
        CommandContext context, ScheduleActivityTaskCommandAttributes attributes, ActivityTimeoutPlan timeouts, long scheduledEventId) => new()
    {
        ScheduledEventId = scheduledEventId,
        ActivityId = attributes.ActivityId,
        ActivityType = attributes.ActivityType.Name,
        ScheduleToClose = timeouts.ScheduleToClose,
        ScheduleToStart = timeouts.ScheduleToStart,
        StartToClose = timeouts.StartToClose,
        Heartbeat = timeouts.Heartbeat,
        Attempt = 1,
        FirstScheduledTime = context.Transaction.Timestamp,
        ScheduledTime = context.Transaction.Timestamp,
        Priority = attributes.Priority?.Clone(),
    };

    private static void Check(CommandContext context, ScheduleActivityTaskCommandAttributes attributes)
    {
        var problem = attributes switch
        {
            { ActivityId.Length: 0 or > Limits.IdLength } => "ActivityId is not set on ScheduleActivityTaskCommand, or it is too long.",
            { ActivityType: null or { Name.Length: 0 or > Limits.IdLength } } => "ActivityType is not set on ScheduleActivityTaskCommand, or it is too long.",
            _ => RetryPolicies.Problem(attributes.RetryPolicy),
        };
        if (problem is not null)
        {
            throw new BadCommandException(WorkflowTaskFailedCause.BadScheduleActivityAttributes, problem);
        }

        if (context.Run.Activities.Items.Any(a => a.ActivityId == attributes.ActivityId))
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.ScheduleActivityDuplicateId, $"An activity with id '{attributes.ActivityId}' is pending already.");
        }

        if (context.Run.Activities.Count >= Limits.PendingItems)
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.PendingActivitiesLimitExceeded, $"The workflow has {Limits.PendingItems} pending activities, which is the limit.");
        }
    }
}
