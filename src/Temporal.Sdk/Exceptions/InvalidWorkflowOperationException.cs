namespace Temporalio.Exceptions;

/// <summary>Workflow code did something that replay can't support.</summary>
public class InvalidWorkflowOperationException : TemporalException
{
    internal InvalidWorkflowOperationException(string message)
        : base(message)
    {
    }
}
