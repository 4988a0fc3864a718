namespace Temporalio.Worker.Polling;

/// <summary>
/// The runs in memory, least recently used first out. A run that leaves is dropped as it stands: nothing of its code
/// runs any more, not even a finally block.
/// </summary>
internal sealed class RunCache(WorkflowWorkerSettings settings)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<CachedRun>> byId = [];
    private readonly LinkedList<CachedRun> byUse = new();

    internal int Count
    {
        get
        {
            lock (gate)
                return byId.Count;
        }
    }

    internal CachedRun Take(string runId)
    {
        lock (gate)
        {
            if (byId.TryGetValue(runId, out var node))
            {
                byUse.Remove(node);
                byUse.AddLast(node);
                return node.Value;
            }
            var added = byUse.AddLast(new CachedRun(runId, settings));
            byId.Add(runId, added);
            // One more than the limit while nothing is to be cached at all: the run at work needs a place.
            var oldest = byUse.First;
            while (byId.Count > Math.Max(1, settings.MaxCachedRuns) && oldest != added)
            {
                var next = oldest!.Next;
                // A run with local activities at work would run them a second time.
                if (!oldest.Value.RunsLocalActivities)
                    Remove(oldest);
                oldest = next;
            }
            return added.Value;
        }
    }

    internal void Evict(CachedRun run)
    {
        lock (gate)
        {
            if (byId.TryGetValue(run.RunId, out var node) && node.Value == run)
                Remove(node);
        }
    }

    private void Remove(LinkedListNode<CachedRun> node)
    {
        byUse.Remove(node);
        byId.Remove(node.Value.RunId);
        node.Value.Leave();
    }
}
