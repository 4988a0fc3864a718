using Migration.Core.Progress;
using Temporalio.Api.Enums.V1;

namespace Migration.Client;

/// <summary>The status of an execution whose workflow was closed from outside, by Terminate for one: it never told its end.</summary>
internal static class ClosedStatus
{
    /// <param name="told">What the execution told last.</param>
    public static ExecutionStatus Of(WorkflowExecutionStatus workflow, ExecutionStatus told) => workflow switch
    {
        WorkflowExecutionStatus.Running or WorkflowExecutionStatus.ContinuedAsNew => told,
        _ when told is ExecutionStatus.Completed or ExecutionStatus.Failed or ExecutionStatus.Cancelled or ExecutionStatus.RolledBack => told,
        WorkflowExecutionStatus.Completed => ExecutionStatus.Completed,
        WorkflowExecutionStatus.Canceled or WorkflowExecutionStatus.Terminated => ExecutionStatus.Cancelled,
        _ => ExecutionStatus.Failed,
    };
}
