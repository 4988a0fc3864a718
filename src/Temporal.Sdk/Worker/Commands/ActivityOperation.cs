using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Execution;
using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>One activity from its command to its end.</summary>
internal sealed class ActivityOperation(
    WorkflowContext context, ScheduleActivityTaskCommandAttributes activity, ActivityCancellationType cancellation)
{
    // Completed by jobs, outside the scheduler, so continuations are queued in order.
    private readonly TaskCompletionSource<OperationResult> ended = new();
    private IssuedCommand? schedule;
    private long scheduledEventId;
    private long startedEventId;
    private bool over;
    private bool cancelRequested;

    internal Task<OperationResult> Ended => ended.Task;

    internal void Schedule(Api.Sdk.V1.UserMetadata? metadata)
    {
        schedule = new()
        {
            Event = EventType.ActivityTaskScheduled,
            Subject = $"activity '{activity.ActivityType.Name}' {activity.ActivityId}",
            Differs = Difference,
            Confirmed = e =>
            {
                scheduledEventId = e.EventId;
                context.Operations.Begin(e.EventId, OnEvent);
            },
            Command = new()
            {
                CommandType = CommandType.ScheduleActivityTask,
                ScheduleActivityTaskCommandAttributes = activity,
                UserMetadata = metadata,
            },
        };
        context.Commands.Issue(schedule);
    }

    internal void Cancel()
    {
        if (over || cancelRequested)
            return;
        cancelRequested = true;
        if (!schedule!.IsConfirmed)
            schedule.Withdraw();
        else if (cancellation != ActivityCancellationType.Abandon)
            RequestCancel();
        if (!schedule.IsConfirmed || cancellation != ActivityCancellationType.WaitCancellationCompleted)
            End(new(null, Canceled(null, string.Empty)));
    }

    private string? Difference(HistoryEvent e)
    {
        var recorded = e.ActivityTaskScheduledEventAttributes;
        return recorded.ActivityId == activity.ActivityId && recorded.ActivityType.Name == activity.ActivityType.Name
            ? null
            : $"the event is about activity '{recorded.ActivityType.Name}' {recorded.ActivityId}";
    }

    private void RequestCancel() => context.Commands.Issue(new()
    {
        Event = EventType.ActivityTaskCancelRequested,
        Subject = $"activity '{activity.ActivityType.Name}' {activity.ActivityId}",
        Differs = e => e.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId == scheduledEventId
            ? null
            : $"the event is about event {e.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId}",
        Command = new()
        {
            CommandType = CommandType.RequestCancelActivityTask,
            RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledEventId },
        },
    });

    private void OnEvent(HistoryEvent e)
    {
        if (e.EventType == EventType.ActivityTaskStarted)
        {
            startedEventId = e.EventId;
            return;
        }
        context.Operations.End(scheduledEventId);
        End(ResultOf(e));
    }

    private OperationResult ResultOf(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ActivityTaskCompleted:
                return new(e.ActivityTaskCompletedEventAttributes.Result, null);
            case EventType.ActivityTaskFailed:
                var failed = e.ActivityTaskFailedEventAttributes;
                return new(null, Wrap("Activity task failed", failed.Failure, failed.RetryState, failed.Identity));
            case EventType.ActivityTaskTimedOut:
                var timedOut = e.ActivityTaskTimedOutEventAttributes;
                return new(null, Wrap("Activity task timed out", timedOut.Failure, timedOut.RetryState, string.Empty));
            default:
                var canceled = e.ActivityTaskCanceledEventAttributes;
                return new(null, Canceled(canceled.Details, canceled.Identity));
        }
    }

    private Failure Canceled(Payloads? details, string identity) => Wrap(
        "Activity cancelled",
        new() { Message = "Activity cancelled", CanceledFailureInfo = new() { Details = details } },
        RetryState.CancelRequested,
        identity);

    private Failure Wrap(string message, Failure? cause, RetryState retryState, string identity) => new()
    {
        Message = message,
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ActivityId = activity.ActivityId,
            ActivityType = activity.ActivityType,
            ScheduledEventId = scheduledEventId,
            StartedEventId = startedEventId,
            Identity = identity,
            RetryState = retryState,
        },
    };

    private void End(OperationResult result)
    {
        if (over)
            return;
        over = true;
        context.Jobs.Add(JobOrder.Resolution, () => ended.TrySetResult(result));
    }
}
