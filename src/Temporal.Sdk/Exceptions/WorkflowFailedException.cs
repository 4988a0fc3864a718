namespace Temporalio.Exceptions;

/// <summary>The workflow ended without a result; the inner exception tells how.</summary>
public class WorkflowFailedException(Exception? inner) : TemporalException("Workflow failed", inner);
