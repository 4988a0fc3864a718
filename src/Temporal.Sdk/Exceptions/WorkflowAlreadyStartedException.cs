namespace Temporalio.Exceptions;

/// <summary>A workflow with this id exists and the start's policies refuse another.</summary>
public class WorkflowAlreadyStartedException(
    string message, string workflowId, string workflowType, string runId)
    : FailureException(message)
{
    public string WorkflowId { get; } = workflowId;

    public string WorkflowType { get; } = workflowType;

    /// <summary>Run that holds the id.</summary>
    public string RunId { get; } = runId;
}
