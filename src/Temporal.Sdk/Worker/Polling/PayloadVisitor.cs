using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Worker.Commands;
using Temporalio.Worker.Replay;

namespace Temporalio.Worker.Polling;

/// <summary>
/// Finds every payload in a message and replaces it. Search attributes stay as they are, because the service reads
/// them, and so do patch markers, because every SDK does.
/// </summary>
internal sealed class PayloadVisitor(Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> transform)
{
    private static readonly TypeRegistry ProtocolBodies = TypeRegistry.FromMessages(
        Request.Descriptor, Acceptance.Descriptor, Rejection.Descriptor, Response.Descriptor);

    internal async Task VisitAsync(IMessage message)
    {
        switch (message)
        {
            case RecordMarkerCommandAttributes { MarkerName: LocalActivityMarker.Name } marker:
                await VisitMarkerAsync(marker.Details, marker.Failure).ConfigureAwait(false);
                return;
            case MarkerRecordedEventAttributes { MarkerName: LocalActivityMarker.Name } marker:
                await VisitMarkerAsync(marker.Details, marker.Failure).ConfigureAwait(false);
                return;
            case SearchAttributes:
            case RecordMarkerCommandAttributes { MarkerName: PatchCommands.MarkerName }:
            case MarkerRecordedEventAttributes { MarkerName: PatchCommands.MarkerName }:
                return;
            case Payloads payloads:
                await ReplaceAsync(payloads).ConfigureAwait(false);
                return;
            case Any any:
                await VisitBodyAsync(any).ConfigureAwait(false);
                return;
        }
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.FieldType == FieldType.Message)
                await VisitFieldAsync(message, field).ConfigureAwait(false);
        }
    }

    /// <summary>The worker's own part of the marker stays readable for every SDK, as a patch marker does.</summary>
    private async Task VisitMarkerAsync(IDictionary<string, Payloads> details, IMessage? failure)
    {
        foreach (var (key, payloads) in details)
        {
            if (key != LocalActivityMarker.DataKey)
                await ReplaceAsync(payloads).ConfigureAwait(false);
        }
        if (failure != null)
            await VisitAsync(failure).ConfigureAwait(false);
    }

    private async Task VisitFieldAsync(IMessage message, FieldDescriptor field)
    {
        switch (field.Accessor.GetValue(message))
        {
            case Payload payload:
                field.Accessor.SetValue(message, await SingleAsync(payload).ConfigureAwait(false));
                break;
            case IMessage inner:
                await VisitAsync(inner).ConfigureAwait(false);
                break;
            case IDictionary map:
                await VisitMapAsync(map).ConfigureAwait(false);
                break;
            case IList list:
                await VisitListAsync(list).ConfigureAwait(false);
                break;
        }
    }

    private async Task VisitMapAsync(IDictionary map)
    {
        foreach (var key in map.Keys.Cast<object>().ToList())
        {
            if (map[key] is Payload payload)
                map[key] = await SingleAsync(payload).ConfigureAwait(false);
            else if (map[key] is IMessage inner)
                await VisitAsync(inner).ConfigureAwait(false);
        }
    }

    private async Task VisitListAsync(IList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is Payload payload)
                list[i] = await SingleAsync(payload).ConfigureAwait(false);
            else if (list[i] is IMessage inner)
                await VisitAsync(inner).ConfigureAwait(false);
        }
    }

    private async Task ReplaceAsync(Payloads payloads)
    {
        if (payloads.Payloads_.Count == 0)
            return;
        var replaced = await transform([.. payloads.Payloads_]).ConfigureAwait(false);
        payloads.Payloads_.Clear();
        payloads.Payloads_.Add(replaced);
    }

    private async Task<Payload> SingleAsync(Payload payload) =>
        (await transform([payload]).ConfigureAwait(false)).Single();

    private async Task VisitBodyAsync(Any any)
    {
        if (any.Unpack(ProtocolBodies) is not { } body)
            return;
        await VisitAsync(body).ConfigureAwait(false);
        any.Value = body.ToByteString();
    }
}
