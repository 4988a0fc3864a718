using Temporalio.Api.History.V1;
using Case = Temporalio.Api.History.V1.HistoryEvent.AttributesOneofCase;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>
/// Ends of activities and children refer to the event of their start. Both may wait in the buffer together,
/// so the reference is filled in when the end gets its own id.
/// </summary>
internal static class StartedLinks
{
    public static void Resolve(HistoryEvent e, Dictionary<long, long> startedIds)
    {
        switch (e.AttributesCase)
        {
            case Case.ActivityTaskStartedEventAttributes:
                startedIds[e.ActivityTaskStartedEventAttributes.ScheduledEventId] = e.EventId;
                break;
            case Case.ChildWorkflowExecutionStartedEventAttributes:
                startedIds[e.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId] = e.EventId;
                break;
            case Case.ActivityTaskCompletedEventAttributes when e.ActivityTaskCompletedEventAttributes is { StartedEventId: 0 } a:
                a.StartedEventId = startedIds.GetValueOrDefault(a.ScheduledEventId);
                break;
            case Case.ActivityTaskFailedEventAttributes when e.ActivityTaskFailedEventAttributes is { StartedEventId: 0 } a:
                a.StartedEventId = startedIds.GetValueOrDefault(a.ScheduledEventId);
                break;
            case Case.ActivityTaskTimedOutEventAttributes when e.ActivityTaskTimedOutEventAttributes is { StartedEventId: 0 } a:
                a.StartedEventId = startedIds.GetValueOrDefault(a.ScheduledEventId);
                break;
            case Case.ActivityTaskCanceledEventAttributes when e.ActivityTaskCanceledEventAttributes is { StartedEventId: 0 } a:
                a.StartedEventId = startedIds.GetValueOrDefault(a.ScheduledEventId);
                break;
            default:
                ResolveChild(e, startedIds);
                break;
        }
    }

    private static void ResolveChild(HistoryEvent e, Dictionary<long, long> startedIds)
    {
        switch (e.AttributesCase)
        {
            case Case.ChildWorkflowExecutionCompletedEventAttributes when e.ChildWorkflowExecutionCompletedEventAttributes is { StartedEventId: 0 } a:
                a.StartedEventId = startedIds.GetValueOrDefault(a.InitiatedEventId);
                break;
            case Case.ChildWorkflowExecutionFailedEventAttributes when e.ChildWorkflowExecutionFailedEventAttributes is { StartedEventId: 0 } a:
                a.StartedEventId = startedIds.GetValueOrDefault(a.InitiatedEventId);
                break;
            case Case.ChildWorkflowExecutionCanceledEventAttributes when e.ChildWorkflowExecutionCanceledEventAttributes is { StartedEventId: 0 } a:
                a.StartedEventId = startedIds.GetValueOrDefault(a.InitiatedEventId);
                break;
            case Case.ChildWorkflowExecutionTimedOutEventAttributes when e.ChildWorkflowExecutionTimedOutEventAttributes is { StartedEventId: 0 } a:
                a.StartedEventId = startedIds.GetValueOrDefault(a.InitiatedEventId);
                break;
            case Case.ChildWorkflowExecutionTerminatedEventAttributes when e.ChildWorkflowExecutionTerminatedEventAttributes is { StartedEventId: 0 } a:
                a.StartedEventId = startedIds.GetValueOrDefault(a.InitiatedEventId);
                break;
        }
    }
}
