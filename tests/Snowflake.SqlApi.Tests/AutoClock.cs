namespace Snowflake.SqlApi.Tests;

/// <summary>
/// Time that passes when somebody waits: a wait of up to a minute is over at once and moves the clock. Longer ones are limits, which
/// pass only with the clock.
/// </summary>
internal sealed class AutoClock : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<Timer> _held = [];
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>All waits so far, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate) return [.. _waits];
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        lock (_gate)
        {
            _now += time;
            foreach (var due in _held.Where(timer => timer.Due <= _now).ToList())
            {
                _held.Remove(due);
                due.Fire();
            }
        }
    }

    private void Schedule(Timer timer, TimeSpan due)
    {
        lock (_gate)
        {
            _held.Remove(timer);
            if (due == Timeout.InfiniteTimeSpan) return;
            timer.Due = _now + due;
            _held.Add(timer);
            if (due > LongestWait) return;
            _waits.Add(due);
            Advance(due);
        }
    }

    private void Remove(Timer timer)
    {
        lock (_gate) _held.Remove(timer);
    }

    private sealed class Timer(AutoClock clock, Action callback) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Schedule(this, dueTime);
            return true;
        }

        public void Fire() => ThreadPool.QueueUserWorkItem(_ => callback());

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
