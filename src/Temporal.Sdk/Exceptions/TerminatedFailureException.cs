using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A workflow was ended from outside, without its consent.</summary>
public class TerminatedFailureException : FailureException
{
    internal protected TerminatedFailureException(
        Failure failure, Exception? inner, InboundFailureDetails? details)
        : base(failure, inner)
    {
        if (failure.TerminatedFailureInfo == null)
            throw new ArgumentException("The failure carries no terminated failure info", nameof(failure));
        Details = details;
    }

    public new Failure Failure => base.Failure!;

    public IFailureDetails? Details { get; protected init; }
}
