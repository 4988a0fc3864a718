using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>An exception that has a form on the wire. Thrown from a workflow it fails the workflow.</summary>
public class FailureException : TemporalException
{
    internal protected FailureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal protected FailureException(Failure failure, Exception? inner)
        : base(failure.Message, inner) => Failure = failure;

    /// <summary>The wire form this exception was made of; null when it was created locally.</summary>
    public Failure? Failure { get; protected init; }

    /// <summary>The local stack, or the remote one when this exception was never thrown here.</summary>
    public override string? StackTrace => base.StackTrace is { Length: > 0 } local
        ? local
        : Failure is { StackTrace.Length: > 0 } remote ? remote.StackTrace : base.StackTrace;
}
