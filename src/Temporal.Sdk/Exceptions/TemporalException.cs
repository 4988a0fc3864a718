namespace Temporalio.Exceptions;

/// <summary>Root of every exception that the Temporal API throws.</summary>
public abstract class TemporalException : Exception
{
    protected TemporalException()
    {
    }

    protected TemporalException(string message)
        : base(message)
    {
    }

    protected TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>
    /// Tells whether an exception means cancellation: .NET's own, Temporal's, or an activity or
    /// child workflow that failed because it was cancelled.
    /// </summary>
    public static bool IsCanceledException(Exception e) => e switch
    {
        OperationCanceledException or CanceledFailureException => true,
        ActivityFailureException or ChildWorkflowFailureException =>
            e.InnerException is CanceledFailureException,
        _ => false,
    };
}
