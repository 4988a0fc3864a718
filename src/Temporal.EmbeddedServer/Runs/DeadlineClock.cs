namespace Temporal.EmbeddedServer.Runs;

/// <summary>Wakes runs when they are due, on the injected clock.</summary>
internal sealed class DeadlineClock : IAsyncDisposable
{
    // Timers of the runtime refuse longer spans; a far deadline is simply looked at again.
    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(40);
    private readonly Lock gate = new();
    private readonly PriorityQueue<string, DateTimeOffset> queue = new();
    private readonly Dictionary<string, DateTimeOffset> due = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly Action<string> wake;
    private readonly ITimer timer;
    private volatile bool waking;

    public DeadlineClock(TimeProvider time, Action<string> wake)
    {
        this.time = time;
        this.wake = wake;
        timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True from when a deadline is taken until its run has been told.</summary>
    public bool IsWaking => waking;

    /// <summary>What is due next, of all runs.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (gate)
            {
                while (queue.TryPeek(out var runId, out var at))
                {
                    if (!IsStale(runId, at))
                    {
                        return at;
                    }

                    queue.Dequeue();
                }

                return null;
            }
        }
    }

    /// <summary>Sets or, with null, clears the deadline of a run.</summary>
    public void Set(string runId, DateTimeOffset? deadline)
    {
        lock (gate)
        {
            if (deadline is not { } at)
            {
                due.Remove(runId);
                return;
            }

            if (due.TryGetValue(runId, out var known) && known == at)
            {
                return;
            }

            due[runId] = at;
            queue.Enqueue(runId, at);
            Arm();
        }
    }

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Tick()
    {
        var ready = new List<string>();
        lock (gate)
        {
            waking = true;
            while (queue.TryPeek(out var runId, out var at) && (IsStale(runId, at) || at <= time.GetUtcNow()))
            {
                queue.Dequeue();
                if (!IsStale(runId, at))
                {
                    due.Remove(runId);
                    ready.Add(runId);
                }
            }

            Arm();
        }

        ready.ForEach(wake);
        waking = false;
    }

    /// <summary>Replaced by a newer deadline since it was queued.</summary>
    private bool IsStale(string runId, DateTimeOffset at) => !due.TryGetValue(runId, out var current) || current != at;

    private void Arm()
    {
        if (queue.TryPeek(out _, out var at))
        {
            // Rounded up to whole milliseconds, or the timer would fire a little early and spin.
            var span = TimeSpan.FromMilliseconds(Math.Ceiling((at - time.GetUtcNow()).TotalMilliseconds));
            timer.Change(span < TimeSpan.Zero ? TimeSpan.Zero : span > MaxTimer ? MaxTimer : span, Timeout.InfiniteTimeSpan);
        }
    }
}
