using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Worker.Execution;

/// <summary>An update to run: one that the service sends now, or one that history says was accepted.</summary>
internal sealed record UpdateRequest(
    string ProtocolInstanceId, string MessageId, long SequencingEventId, Request Request, bool Validate)
{
    internal string Id => Request.Meta.UpdateId;

    internal string Name => Request.Input.Name;

    internal static UpdateRequest From(Message message) => new(
        message.ProtocolInstanceId, message.Id, message.EventId, message.Body.Unpack<Request>(), Validate: true);

    internal static UpdateRequest From(WorkflowExecutionUpdateAcceptedEventAttributes accepted) => new(
        accepted.ProtocolInstanceId,
        accepted.AcceptedRequestMessageId,
        accepted.AcceptedRequestSequencingEventId,
        accepted.AcceptedRequest,
        Validate: false);
}
