using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

/// <summary>Exceptions of this library keep their kind; any other becomes an application failure of its type's name.</summary>
public class DefaultFailureConverter : IFailureConverter
{
    public DefaultFailureConverter()
        : this(new())
    {
    }

    protected DefaultFailureConverter(DefaultFailureConverterOptions options) => Options = options;

    public DefaultFailureConverterOptions Options { get; }

    public virtual Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        var failure = exception is FailureException { Failure: { } original }
            ? original.Clone()
            : Describe(exception, payloadConverter);
        if (Options.EncodeCommonAttributes)
            EncodedFailureAttributes.Encode(failure, payloadConverter);
        return failure;
    }

    public virtual Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        EncodedFailureAttributes.Decode(failure, payloadConverter);
        var inner = failure.Cause is { } cause ? ToException(cause, payloadConverter) : null;
        return failure.FailureInfoCase switch
        {
            Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
                new ApplicationFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TimeoutFailureInfo =>
                new TimeoutFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.CanceledFailureInfo =>
                new CanceledFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TerminatedFailureInfo =>
                new TerminatedFailureException(failure, inner, null),
            Failure.FailureInfoOneofCase.ServerFailureInfo => new ServerFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ActivityFailureInfo => new ActivityFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo =>
                new ChildWorkflowFailureException(failure, inner),
            _ => new FailureException(failure, inner),
        };
    }

    private Failure Describe(Exception exception, IPayloadConverter converter)
    {
        var failure = new Failure
        {
            Message = exception.Message,
            StackTrace = exception.StackTrace ?? string.Empty,
            Cause = exception.InnerException is { } inner ? ToFailure(inner, converter) : null,
        };
        switch (exception)
        {
            case ApplicationFailureException application:
                failure.ApplicationFailureInfo = Describe(application, converter);
                break;
            case CanceledFailureException canceled:
                failure.CanceledFailureInfo = new() { Details = DetailsOf(canceled.Details, converter) };
                break;
            case FailureException and not WorkflowAlreadyStartedException:
                throw new ArgumentException($"A {exception.GetType()} can't be made without a failure", nameof(exception));
            case not FailureException:
                failure.ApplicationFailureInfo = new() { Type = exception.GetType().Name };
                break;
        }
        return failure;
    }

    private static ApplicationFailureInfo Describe(
        ApplicationFailureException exception, IPayloadConverter converter) => new()
        {
            Type = exception.ErrorType ?? string.Empty,
            NonRetryable = exception.NonRetryable,
            Details = DetailsOf(exception.Details, converter),
            NextRetryDelay = exception.NextRetryDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
            Category = exception.Category,
        };

    private static Payloads? DetailsOf(IFailureDetails details, IPayloadConverter converter) =>
        details is OutboundFailureDetails { Details: { Count: > 0 } values }
            ? new Payloads { Payloads_ = { converter.ToPayloads(values) } }
            : null;

    /// <summary>The converter that keeps message and stack trace out of plain sight.</summary>
    public class WithEncodedCommonAttributes : DefaultFailureConverter
    {
        public WithEncodedCommonAttributes()
            : base(new() { EncodeCommonAttributes = true })
        {
        }
    }
}
