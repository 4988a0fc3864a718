namespace Temporalio.Exceptions;

/// <summary>The workflow's query handler failed, or there is none of that name.</summary>
public class WorkflowQueryFailedException(string message) : TemporalException(message);
