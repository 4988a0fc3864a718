using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A workflow or activity ended because it was asked to.</summary>
public class CanceledFailureException : FailureException
{
    internal protected CanceledFailureException(
        string message, Exception? inner = null, IReadOnlyCollection<object?>? details = null)
        : base(message, inner) => Details = new OutboundFailureDetails(details ?? []);

    internal protected CanceledFailureException(
        Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.CanceledFailureInfo
            ?? throw new ArgumentException("The failure carries no canceled failure info", nameof(failure));
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_);
    }

    public new Failure Failure => base.Failure!;

    public IFailureDetails Details { get; protected init; }
}
