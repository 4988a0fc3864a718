using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Replay;

/// <summary>
/// The events between two looks at the workflow. A chunk ends with the started event of a workflow task that the
/// workflow really ran; the rest of a history after the last such event is a chunk that is not complete.
/// </summary>
internal sealed record HistoryChunk(IReadOnlyList<HistoryEvent> Events, bool EndsInTask)
{
    internal static IReadOnlyList<HistoryChunk> Split(IReadOnlyList<HistoryEvent> events)
    {
        var chunks = new List<HistoryChunk>();
        var current = new List<HistoryEvent>();
        for (var i = 0; i < events.Count; i++)
        {
            current.Add(events[i]);
            if (!EndsChunk(events, i))
                continue;
            chunks.Add(new(current, true));
            current = [];
        }
        if (current.Count > 0)
            chunks.Add(new(current, false));
        return chunks;
    }

    private static bool EndsChunk(IReadOnlyList<HistoryEvent> events, int index) =>
        events[index].EventType == EventType.WorkflowTaskStarted
        && (index + 1 == events.Count || !EventKinds.VoidsTask(events[index + 1]));
}
