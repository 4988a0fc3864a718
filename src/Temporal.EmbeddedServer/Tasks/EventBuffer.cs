using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.History.V1;
using Case = Temporalio.Api.History.V1.HistoryEvent.AttributesOneofCase;

namespace Temporal.EmbeddedServer.Tasks;

/// <summary>Events that arrived while a workflow task was started.</summary>
internal static class EventBuffer
{
    /// <summary>
    /// Writes what is buffered: everything else in the order of arrival, then the ends of activities and children, so that
    /// an end always follows the start that it refers to. Says whether there was anything.
    /// </summary>
    public static bool Flush(Transaction transaction, Run run)
    {
        if (run.Buffered.Count == 0)
        {
            return false;
        }

        var buffered = run.Buffered.Ordered.Select(item => item.Value).ToList();
        run.Buffered.Clear();
        run.Record.BufferedBytes = 0;
        foreach (var e in buffered.Where(e => !IsEnd(e)).Concat(buffered.Where(IsEnd)))
        {
            run.Append(transaction, e);
        }

        return true;
    }

    /// <summary>While a worker is slow to answer the buffer must not grow without end: past the limit its task fails, and a new one brings the events.</summary>
    public static void EnforceLimit(Transaction transaction, Run run)
    {
        if (run is { IsOpen: true, IsTaskStarted: true }
            && (run.Buffered.Count > Limits.BufferedEvents || run.Record.BufferedBytes > Limits.BufferedBytes))
        {
            WorkflowTaskEnd.Fail(transaction, run, WorkflowTaskFailedCause.ForceCloseCommand, null, "history-service");
        }
    }

    /// <summary>
    /// Takes back the firing of a timer that the workflow decided to cancel before it could know; the id of its TimerStarted, or null.
    /// </summary>
    public static long? TakeTimerFired(Run run, string timerId)
    {
        var (key, fired) = run.Buffered.Ordered.FirstOrDefault(item => item.Value.TimerFiredEventAttributes?.TimerId == timerId);
        if (fired is null)
        {
            return null;
        }

        run.Buffered.Remove(key);
        return fired.TimerFiredEventAttributes.StartedEventId;
    }

    /// <summary>Whether the end of this activity waits in the buffer.</summary>
    public static bool HasActivityEnd(Run run, long scheduledEventId) => run.Buffered.Items.Any(e =>
        e.ActivityTaskCompletedEventAttributes?.ScheduledEventId == scheduledEventId
        || e.ActivityTaskFailedEventAttributes?.ScheduledEventId == scheduledEventId
        || e.ActivityTaskTimedOutEventAttributes?.ScheduledEventId == scheduledEventId
        || e.ActivityTaskCanceledEventAttributes?.ScheduledEventId == scheduledEventId);

    private static bool IsEnd(HistoryEvent e) => e.AttributesCase is
        Case.ActivityTaskCompletedEventAttributes or Case.ActivityTaskFailedEventAttributes
        or Case.ActivityTaskTimedOutEventAttributes or Case.ActivityTaskCanceledEventAttributes
        or Case.ChildWorkflowExecutionCompletedEventAttributes or Case.ChildWorkflowExecutionFailedEventAttributes
        or Case.ChildWorkflowExecutionCanceledEventAttributes or Case.ChildWorkflowExecutionTimedOutEventAttributes
        or Case.ChildWorkflowExecutionTerminatedEventAttributes;
}
