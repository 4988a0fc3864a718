namespace Temporal.EmbeddedServer.Matching;

/// <summary>Tasks without a poller and pollers without a task; never both. Rebuilt from storage on start.</summary>
internal sealed class TaskQueue
{
    private readonly Lock gate = new();
    private readonly LinkedList<QueuedTask> tasks = new();
    private readonly LinkedList<Poller> pollers = new();
    private readonly Dictionary<string, DateTimeOffset> lastPolls = new(StringComparer.Ordinal);
    private bool lastPollerLeft;

    public int Backlog
    {
        get
        {
            lock (gate)
            {
                return tasks.Count;
            }
        }
    }

    /// <summary>Who polled, and when last.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastPolls
    {
        get
        {
            lock (gate)
            {
                return new Dictionary<string, DateTimeOffset>(lastPolls);
            }
        }
    }

    /// <summary>A poll waits, or the worker was here a moment ago and did not leave.</summary>
    public bool HasWorker(DateTimeOffset now, TimeSpan absence)
    {
        lock (gate)
        {
            return pollers.Count > 0 || (!lastPollerLeft && lastPolls.Values.Any(seen => now - seen < absence));
        }
    }

    public void Add(QueuedTask task)
    {
        lock (gate)
        {
            while (pollers.First is { } first)
            {
                pollers.RemoveFirst();
                if (first.Value.Task.TrySetResult(task))
                {
                    return;
                }
            }

            tasks.AddLast(task);
        }
    }

    /// <summary>Takes the oldest task, or waits for one.</summary>
    public Poller Poll(string identity, DateTimeOffset now)
    {
        var poller = new Poller(identity);
        lock (gate)
        {
            lastPollerLeft = false;
            lastPolls[identity] = now;
            if (tasks.First is { } first)
            {
                tasks.RemoveFirst();
                poller.Task.SetResult(first.Value);
            }
            else
            {
                pollers.AddLast(poller);
            }
        }

        return poller;
    }

    /// <summary>Ends a poll without a task. <paramref name="left"/> tells that the worker went away, not that its time was over.</summary>
    public void Leave(Poller poller, DateTimeOffset now, bool left)
    {
        lock (gate)
        {
            if (pollers.Remove(poller))
            {
                poller.Task.TrySetCanceled();
                lastPolls[poller.Identity] = now;
                lastPollerLeft = left && pollers.Count == 0;
            }
        }
    }

    /// <summary>The worker said goodbye: its queue has nobody, and its tasks go elsewhere.</summary>
    public List<QueuedTask> Abandon()
    {
        lock (gate)
        {
            lastPollerLeft = true;
            var left = tasks.ToList();
            tasks.Clear();
            return left;
        }
    }
}
