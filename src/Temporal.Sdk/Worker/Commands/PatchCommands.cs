using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Worker.Replay;

namespace Temporalio.Worker.Commands;

/// <summary>The marker that a run leaves when it takes a patch, in the form that every Temporal SDK reads.</summary>
internal static class PatchCommands
{
    internal const string MarkerName = "core_patch";
    internal const string DetailKey = "patch-data";
    internal const string SearchAttribute = "TemporalChangeVersion";

    internal static IssuedCommand Marker(string patchId, bool deprecated) => new()
    {
        Event = EventType.MarkerRecorded,
        Subject = $"patch '{patchId}'",
        PatchId = patchId,
        Differs = e => PatchMarker.From(e) is not { } marker || marker.PatchId == patchId
            ? null
            : $"the event is about patch '{marker.PatchId}'",
        Command = new()
        {
            CommandType = CommandType.RecordMarker,
            RecordMarkerCommandAttributes = new()
            {
                MarkerName = MarkerName,
                Details = { [DetailKey] = Details(patchId, deprecated) },
            },
        },
    };

    private static Payloads Details(string patchId, bool deprecated)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object> { ["id"] = patchId, ["deprecated"] = deprecated });
        var payload = new Payload { Data = ByteString.CopyFrom(json) };
        payload.Metadata["encoding"] = ByteString.CopyFromUtf8("json/plain");
        return new() { Payloads_ = { payload } };
    }
}
