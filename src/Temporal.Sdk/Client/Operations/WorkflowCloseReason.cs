using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Operations;

/// <summary>The exception that tells how a workflow ended when it did not complete.</summary>
internal static class WorkflowCloseReason
{
    public static Task<Exception> OfAsync(HistoryEvent close, DataConverter converter) => close.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes =>
            converter.ToExceptionAsync(close.WorkflowExecutionFailedEventAttributes.Failure),
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes =>
            CanceledAsync(close.WorkflowExecutionCanceledEventAttributes, converter),
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes =>
            TerminatedAsync(close.WorkflowExecutionTerminatedEventAttributes, converter),
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes =>
            Task.FromResult<Exception>(TimedOut(converter)),
        _ => throw new InvalidOperationException($"Event {close.EventType} does not close a workflow"),
    };

    private static async Task<Exception> CanceledAsync(
        WorkflowExecutionCanceledEventAttributes attributes, DataConverter converter) =>
        new CanceledFailureException(
            new()
            {
                Message = "Workflow canceled",
                CanceledFailureInfo = new()
                {
                    Details = await DecodedAsync(attributes.Details, converter).ConfigureAwait(false),
                },
            },
            null,
            converter.PayloadConverter);

    private static async Task<Exception> TerminatedAsync(
        WorkflowExecutionTerminatedEventAttributes attributes, DataConverter converter)
    {
        var details = await DecodedAsync(attributes.Details, converter).ConfigureAwait(false);
        return new TerminatedFailureException(
            new()
            {
                Message = attributes.Reason is { Length: > 0 } reason ? reason : "Workflow terminated",
                TerminatedFailureInfo = new(),
            },
            null,
            details == null ? null : new(converter.PayloadConverter, details.Payloads_));
    }

    private static TimeoutFailureException TimedOut(DataConverter converter) => new(
        new()
        {
            Message = "Workflow timed out",
            TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
        },
        null,
        converter.PayloadConverter);

    private static async Task<Payloads?> DecodedAsync(Payloads? details, DataConverter converter) =>
        details is not { Payloads_.Count: > 0 } || converter.PayloadCodec is not { } codec
            ? details
            : new Payloads { Payloads_ = { await codec.DecodeAsync(details.Payloads_).ConfigureAwait(false) } };
}
