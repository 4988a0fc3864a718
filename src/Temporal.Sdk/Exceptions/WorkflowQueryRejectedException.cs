using Temporalio.Api.Enums.V1;

namespace Temporalio.Exceptions;

/// <summary>The query was refused by its reject condition.</summary>
public class WorkflowQueryRejectedException(WorkflowExecutionStatus workflowStatus)
    : TemporalException($"Query rejected, the workflow's status is {workflowStatus}")
{
    public WorkflowExecutionStatus WorkflowStatus { get; } = workflowStatus;
}
