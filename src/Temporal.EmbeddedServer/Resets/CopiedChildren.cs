using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.History.V1;
using Case = Temporalio.Api.History.V1.HistoryEvent.AttributesOneofCase;

namespace Temporal.EmbeddedServer.Resets;

/// <summary>The children that are open where a copied history ends.</summary>
internal static class CopiedChildren
{
    public static void Apply(Run run, HistoryEvent e)
    {
        if (e.StartChildWorkflowExecutionInitiatedEventAttributes is { } initiated)
        {
            run.Children.Put(Run.Id(e.EventId), new ChildRecord { InitiatedEventId = e.EventId, WorkflowId = initiated.WorkflowId });
        }
        else if (EndedChild(e) is { } initiatedEventId)
        {
            run.Children.Remove(Run.Id(initiatedEventId));
        }
    }

    private static long? EndedChild(HistoryEvent e) => e.AttributesCase switch
    {
        Case.StartChildWorkflowExecutionFailedEventAttributes => e.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        Case.ChildWorkflowExecutionCompletedEventAttributes => e.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId,
        Case.ChildWorkflowExecutionFailedEventAttributes => e.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        Case.ChildWorkflowExecutionCanceledEventAttributes => e.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
        Case.ChildWorkflowExecutionTimedOutEventAttributes => e.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
        Case.ChildWorkflowExecutionTerminatedEventAttributes => e.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
        _ => null,
    };
}
