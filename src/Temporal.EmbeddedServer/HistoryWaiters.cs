using System.Collections.Concurrent;

namespace Temporal.EmbeddedServer;

/// <summary>Wakes those who wait for a run to change.</summary>
internal sealed class HistoryWaiters
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Ends with the next committed change of the run. Ask before reading, or a change is missed.</summary>
    public Task NextChange(string runId) =>
        waiting.GetOrAdd(runId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Changed(string runId)
    {
        if (waiting.TryRemove(runId, out var change))
        {
            change.SetResult();
        }
    }
}
