using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Replay;

/// <summary>What an event means for replay.</summary>
internal static class EventKinds
{
    /// <summary>True for an event that a command of the workflow has become.</summary>
    internal static bool ComesFromCommand(HistoryEvent e) => e.EventType is
        EventType.ActivityTaskScheduled or
        EventType.ActivityTaskCancelRequested or
        EventType.MarkerRecorded or
        EventType.RequestCancelExternalWorkflowExecutionInitiated or
        EventType.SignalExternalWorkflowExecutionInitiated or
        EventType.StartChildWorkflowExecutionInitiated or
        EventType.TimerCanceled or
        EventType.TimerStarted or
        EventType.UpsertWorkflowSearchAttributes or
        EventType.WorkflowPropertiesModified or
        EventType.WorkflowExecutionCanceled or
        EventType.WorkflowExecutionCompleted or
        EventType.WorkflowExecutionContinuedAsNew or
        EventType.WorkflowExecutionFailed or
        EventType.WorkflowExecutionUpdateAccepted or
        EventType.WorkflowExecutionUpdateCompleted;

    /// <summary>True for an event after which a started workflow task counts as never run.</summary>
    internal static bool VoidsTask(HistoryEvent e) => e.EventType is
        EventType.WorkflowTaskFailed or
        EventType.WorkflowTaskTimedOut or
        EventType.WorkflowExecutionTerminated or
        EventType.WorkflowExecutionTimedOut;
}
