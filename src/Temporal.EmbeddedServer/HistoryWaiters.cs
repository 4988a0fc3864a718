using System.Collections.Concurrent;

namespace Temporal.EmbeddedServer;

/// <summary>Wakes those who wait for a run to change or to end.</summary>
internal sealed class HistoryWaiters
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> changes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> ends = new(StringComparer.Ordinal);

    /// <summary>Ends with the next committed change of the run. Ask before reading, or a change is missed.</summary>
    public Task NextChange(string runId) => Wait(changes, runId);

    /// <summary>Ends when the run has ended. Ask before reading, or the end is missed.</summary>
    public Task End(string runId) => Wait(ends, runId);

    public void Changed(string runId, bool ended)
    {
        Wake(changes, runId);
        if (ended)
        {
            Wake(ends, runId);
        }
    }

    private static Task Wait(ConcurrentDictionary<string, TaskCompletionSource> waiting, string runId) =>
        waiting.GetOrAdd(runId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private static void Wake(ConcurrentDictionary<string, TaskCompletionSource> waiting, string runId)
    {
        if (waiting.TryRemove(runId, out var wake))
        {
            wake.SetResult();
        }
    }
}
