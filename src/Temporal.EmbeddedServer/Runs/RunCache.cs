using Temporal.EmbeddedServer.Storage;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>Runs that were touched lately. What is not here is loaded from storage again.</summary>
internal sealed class RunCache
{
    private const int Capacity = 1000;
    private readonly Dictionary<string, LinkedListNode<Run>> nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<Run> byUse = new();

    public Run? Get(string runId, RunStore store)
    {
        if (nodes.TryGetValue(runId, out var node))
        {
            byUse.Remove(node);
            byUse.AddLast(node);
            return node.Value;
        }

        if (store.Load(runId) is not { } run)
        {
            return null;
        }

        Add(run);
        return run;
    }

    public void Add(Run run)
    {
        if (!nodes.ContainsKey(run.RunId))
        {
            nodes[run.RunId] = byUse.AddLast(run);
        }
    }

    public void Remove(string runId)
    {
        if (nodes.Remove(runId, out var node))
        {
            byUse.Remove(node);
        }
    }

    public void Clear()
    {
        nodes.Clear();
        byUse.Clear();
    }

    /// <summary>Forgets the longest unused. Called between operations, so nothing forgotten is half changed.</summary>
    public void Trim()
    {
        while (byUse.Count > Capacity)
        {
            Remove(byUse.First!.Value.RunId);
        }
    }
}
