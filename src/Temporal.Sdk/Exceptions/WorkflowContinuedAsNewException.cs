namespace Temporalio.Exceptions;

/// <summary>The run ended by continuing as a new one, and following runs was not asked for.</summary>
public class WorkflowContinuedAsNewException(string newRunId)
    : TemporalException("Workflow continued as new")
{
    public string NewRunId { get; } = newRunId;
}
