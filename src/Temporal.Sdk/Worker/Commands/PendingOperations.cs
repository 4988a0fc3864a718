using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Replay;

namespace Temporalio.Worker.Commands;

/// <summary>Operations under way, by the id of the event that began them.</summary>
internal sealed class PendingOperations
{
    private readonly Dictionary<long, Action<HistoryEvent>> handlers = [];

    internal void Begin(long eventId, Action<HistoryEvent> handler) => handlers[eventId] = handler;

    internal void End(long eventId) => handlers.Remove(eventId);

    /// <returns>False when the event is not about an operation.</returns>
    internal bool Handle(HistoryEvent e)
    {
        if (BeganAt(e) is not { } eventId)
            return false;
        if (!handlers.TryGetValue(eventId, out var handler))
            throw Nondeterminism.Unexpected(e);
        handler(e);
        return true;
    }

    private static long? BeganAt(HistoryEvent e) => e.EventType switch
    {
        EventType.ActivityTaskStarted => e.ActivityTaskStartedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCompleted => e.ActivityTaskCompletedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskFailed => e.ActivityTaskFailedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskTimedOut => e.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCanceled => e.ActivityTaskCanceledEventAttributes.ScheduledEventId,
        EventType.TimerFired => e.TimerFiredEventAttributes.StartedEventId,
        EventType.ChildWorkflowExecutionStarted =>
            e.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId,
        EventType.StartChildWorkflowExecutionFailed =>
            e.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCompleted =>
            e.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionFailed =>
            e.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTimedOut =>
            e.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCanceled =>
            e.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTerminated =>
            e.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionSignaled =>
            e.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId,
        EventType.SignalExternalWorkflowExecutionFailed =>
            e.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ExternalWorkflowExecutionCancelRequested =>
            e.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId,
        EventType.RequestCancelExternalWorkflowExecutionFailed =>
            e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        _ => null,
    };
}
