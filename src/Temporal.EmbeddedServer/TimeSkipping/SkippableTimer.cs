namespace Temporal.EmbeddedServer.TimeSkipping;

/// <summary>A timer on a clock that may jump.</summary>
internal sealed class SkippableTimer : ITimer
{
    // Timers of the runtime refuse longer spans; one that is due later is set again.
    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(40);
    private readonly Lock gate = new();
    private readonly SkippableTime time;
    private readonly Action fire;
    private readonly ITimer inner;
    private DateTimeOffset? due;
    private TimeSpan period;

    public SkippableTimer(SkippableTime time, TimerCallback callback, object? state)
    {
        this.time = time;
        fire = () => callback(state);
        inner = TimeProvider.System.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            this.period = period;
            due = dueTime == Timeout.InfiniteTimeSpan ? null : time.GetUtcNow() + dueTime;
        }

        return Arm();
    }

    /// <summary>Sets the machine's timer by the clock as it is now.</summary>
    public bool Arm()
    {
        lock (gate)
        {
            var left = due - time.GetUtcNow() ?? Timeout.InfiniteTimeSpan;
            if (due is not null && left < TimeSpan.Zero)
            {
                left = TimeSpan.Zero;
            }

            return inner.Change(left > MaxTimer ? MaxTimer : left, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        time.Forget(this);
        inner.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        time.Forget(this);
        return inner.DisposeAsync();
    }

    private void Tick()
    {
        bool isDue;
        lock (gate)
        {
            isDue = due <= time.GetUtcNow();
            if (isDue)
            {
                due = period == Timeout.InfiniteTimeSpan ? null : due + period;
            }
        }

        // Set again before the callback, which may change this timer.
        Arm();
        if (isDue)
        {
            fire();
        }
    }
}
