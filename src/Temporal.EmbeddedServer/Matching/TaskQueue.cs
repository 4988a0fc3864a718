namespace Temporal.EmbeddedServer.Matching;

/// <summary>Tasks without a poller and pollers without a task; both only while a rate limit holds tasks back. Rebuilt from storage on start.</summary>
internal sealed class TaskQueue(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly LinkedList<(QueuedTask Task, DateTimeOffset Since)> tasks = new();
    private readonly LinkedList<Poller> pollers = new();
    private readonly Dictionary<string, DateTimeOffset> lastPolls = new(StringComparer.Ordinal);
    private readonly RateMeter added = new();
    private readonly RateMeter dispatched = new();
    private RateLimit? limit;
    private ITimer? release;
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

    /// <summary>Tasks are held back to a rate.</summary>
    public bool HasLimit
    {
        get
        {
            lock (gate)
            {
                return limit is not null;
            }
        }
    }

    /// <summary>Limits how many tasks a second are handed out; null lifts the limit. The last word of any worker counts.</summary>
    public void SetLimit(double? perSecond)
    {
        lock (gate)
        {
            if (limit?.PerSecond != perSecond)
            {
                limit = perSecond is { } rate ? new RateLimit(rate, time.GetUtcNow()) : null;
                Match();
            }
        }
    }

    public QueueStatus Status()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return new QueueStatus(
                tasks.Count,
                tasks.First is { } first ? now - first.Value.Since : TimeSpan.Zero,
                added.PerSecond(now),
                dispatched.PerSecond(now),
                limit?.PerSecond,
                limit is not null && tasks.Count > 0 && pollers.Count > 0,
                new Dictionary<string, DateTimeOffset>(lastPolls));
        }
    }

    /// <summary>A poll waits, or the worker was here a moment ago and did not leave.</summary>
    public bool HasWorker(TimeSpan absence)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return pollers.Count > 0 || (!lastPollerLeft && lastPolls.Values.Any(seen => now - seen < absence));
        }
    }

    public void Add(QueuedTask task)
    {
        lock (gate)
        {
            added.Count(time.GetUtcNow());
            tasks.AddLast((task, time.GetUtcNow()));
            Match();
        }
    }

    /// <summary>Takes the oldest task, or waits for one.</summary>
    public Poller Poll(string identity)
    {
        var poller = new Poller(identity);
        lock (gate)
        {
            lastPollerLeft = false;
            lastPolls[identity] = time.GetUtcNow();
            pollers.AddLast(poller);
            Match();
        }

        return poller;
    }

    /// <summary>Ends a poll without a task. <paramref name="left"/> tells that the worker went away, not that its time was over.</summary>
    public void Leave(Poller poller, bool left)
    {
        lock (gate)
        {
            if (pollers.Remove(poller))
            {
                poller.Task.TrySetCanceled();
                lastPolls[poller.Identity] = time.GetUtcNow();
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
            var left = tasks.Select(waiting => waiting.Task).ToList();
            tasks.Clear();
            return left;
        }
    }

    private void Match()
    {
        while (tasks.First is { } task && pollers.First is { } poller)
        {
            if (limit?.TryTake(time.GetUtcNow()) == false)
            {
                MatchLater();
                return;
            }

            tasks.RemoveFirst();
            pollers.RemoveFirst();
            dispatched.Count(time.GetUtcNow());
            poller.Value.Task.SetResult(task.Value.Task);
        }
    }

    private void MatchLater()
    {
        if (limit!.Wait(time.GetUtcNow()) is { } wait)
        {
            release ??= time.CreateTimer(_ => MatchNow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            release.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void MatchNow()
    {
        lock (gate)
        {
            Match();
        }
    }
}
