namespace Temporalio.Exceptions;

/// <summary>Replay produced other commands than the history holds.</summary>
public class WorkflowNondeterminismException : InvalidWorkflowOperationException
{
    internal WorkflowNondeterminismException(string message)
        : base(message)
    {
    }
}
