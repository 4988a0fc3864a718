using System.Text.Json;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Commands;

namespace Temporalio.Worker.Replay;

/// <summary>The marker of a patch, read from history.</summary>
internal sealed record PatchMarker(string PatchId, bool Deprecated)
{
    internal static PatchMarker? From(HistoryEvent e)
    {
        if (e.EventType != EventType.MarkerRecorded ||
            e.MarkerRecordedEventAttributes.MarkerName != PatchCommands.MarkerName ||
            !e.MarkerRecordedEventAttributes.Details.TryGetValue(PatchCommands.DetailKey, out var details))
        {
            return null;
        }
        using var json = JsonDocument.Parse(details.Payloads_[0].Data.Memory);
        return new(
            json.RootElement.GetProperty("id").GetString()!,
            json.RootElement.TryGetProperty("deprecated", out var deprecated) && deprecated.GetBoolean());
    }

    /// <summary>True for the search attribute event that newer SDKs write after the marker.</summary>
    internal static bool IsCompanion(HistoryEvent e) =>
        e.EventType == EventType.UpsertWorkflowSearchAttributes &&
        e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes.IndexedFields
            .ContainsKey(PatchCommands.SearchAttribute);
}
