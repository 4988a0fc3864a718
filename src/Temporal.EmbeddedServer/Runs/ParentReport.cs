using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.History.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>Tells a parent how its child ended. A parent that is gone or closed does not hear of it.</summary>
internal static class ParentReport
{
    public static void Send(Transaction transaction, Run child, HistoryEvent closeEvent)
    {
        if (child.Record.Parent is not { } link
            || transaction.Find(link.RunId) is not { IsOpen: true } parent
            || parent.Children.Find(Run.Id(link.InitiatedEventId)) is not { } pending)
        {
            return;
        }

        parent.Receive(transaction, Event(child, pending, closeEvent));
        parent.Children.Remove(Run.Id(link.InitiatedEventId));
        WorkflowTasks.Ensure(transaction, parent);
    }

    private static HistoryEvent Event(Run child, ChildRecord pending, HistoryEvent closeEvent)
    {
        var execution = child.Execution;
        var type = new WorkflowType { Name = child.Record.WorkflowType };
        var (initiated, started, ns) = (pending.InitiatedEventId, pending.StartedEventId, child.Record.Namespace);
        return closeEvent.AttributesCase switch
        {
            HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes => new()
            {
                ChildWorkflowExecutionCompletedEventAttributes = new()
                {
                    InitiatedEventId = initiated, StartedEventId = started, Namespace = ns, WorkflowExecution = execution, WorkflowType = type,
                    Result = closeEvent.WorkflowExecutionCompletedEventAttributes.Result,
                },
            },
            HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes => new()
            {
                ChildWorkflowExecutionFailedEventAttributes = new()
                {
                    InitiatedEventId = initiated, StartedEventId = started, Namespace = ns, WorkflowExecution = execution, WorkflowType = type,
                    Failure = closeEvent.WorkflowExecutionFailedEventAttributes.Failure,
                    RetryState = closeEvent.WorkflowExecutionFailedEventAttributes.RetryState,
                },
            },
            HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes => new()
            {
                ChildWorkflowExecutionCanceledEventAttributes = new()
                {
                    InitiatedEventId = initiated, StartedEventId = started, Namespace = ns, WorkflowExecution = execution, WorkflowType = type,
                    Details = closeEvent.WorkflowExecutionCanceledEventAttributes.Details,
                },
            },
            HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes => new()
            {
                ChildWorkflowExecutionTimedOutEventAttributes = new()
                {
                    InitiatedEventId = initiated, StartedEventId = started, Namespace = ns, WorkflowExecution = execution, WorkflowType = type,
                    RetryState = closeEvent.WorkflowExecutionTimedOutEventAttributes.RetryState,
                },
            },
            _ => new()
            {
                ChildWorkflowExecutionTerminatedEventAttributes = new()
                {
                    InitiatedEventId = initiated, StartedEventId = started, Namespace = ns, WorkflowExecution = execution, WorkflowType = type,
                },
            },
        };
    }
}
