using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Worker.Commands;

namespace Temporalio.Worker.Execution;

/// <summary>The protocol messages that answer one update.</summary>
internal sealed class UpdateResponse(WorkflowContext context, UpdateRequest update)
{
    internal void Accept() => context.Commands.Issue(Place(
        EventType.WorkflowExecutionUpdateAccepted,
        e => e.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId,
        Message("accept", new Acceptance
        {
            AcceptedRequestMessageId = update.MessageId,
            AcceptedRequestSequencingEventId = update.SequencingEventId,
            AcceptedRequest = update.Request,
        })));

    /// <summary>A rejected update leaves no trace in history, so its message goes without a command.</summary>
    internal void Reject(Exception e) => context.Rejections.Add(Message("reject", new Rejection
    {
        RejectedRequestMessageId = update.MessageId,
        RejectedRequestSequencingEventId = update.SequencingEventId,
        RejectedRequest = update.Request,
        Failure = context.FailureConverter.ToFailure(e, context.PayloadConverter),
    }));

    internal void Complete(object? result) => Finish(new()
    {
        Success = new() { Payloads_ = { context.PayloadConverter.ToPayload(result) } },
    });

    internal void Fail(Exception e) => Finish(new()
    {
        Failure = context.FailureConverter.ToFailure(e, context.PayloadConverter),
    });

    private void Finish(Outcome outcome) => context.Commands.Issue(Place(
        EventType.WorkflowExecutionUpdateCompleted,
        e => e.WorkflowExecutionUpdateCompletedEventAttributes.Meta.UpdateId,
        Message("complete", new Response { Meta = update.Request.Meta, Outcome = outcome })));

    private IssuedCommand Place(EventType type, Func<Api.History.V1.HistoryEvent, string> idOf, Message message) => new()
    {
        Event = type,
        Subject = $"update '{update.Name}' {update.Id}",
        Differs = e => idOf(e) == update.ProtocolInstanceId ? null : $"the event is about update {idOf(e)}",
        Message = message,
        Command = new()
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new() { MessageId = message.Id },
        },
    };

    private Message Message(string what, IMessage body) => new()
    {
        Id = $"{update.MessageId}/{what}",
        ProtocolInstanceId = update.ProtocolInstanceId,
        Body = Any.Pack(body),
    };
}
