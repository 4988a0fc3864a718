namespace Temporal.EmbeddedServer.TimeSkipping;

/// <summary>
/// The clock of a server for tests: it runs as the machine's does, and jumps over times in which nothing would happen
/// once a client allows that through TestService.
/// </summary>
public sealed class SkippableTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<SkippableTimer> timers = [];
    private TimeSpan skipped;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return System.GetUtcNow() + skipped;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SkippableTimer(this, callback, state);
        lock (gate)
        {
            timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Makes it <paramref name="time"/>, unless it is later already.</summary>
    internal void SkipTo(DateTimeOffset time)
    {
        List<SkippableTimer> set;
        lock (gate)
        {
            var jump = time - (System.GetUtcNow() + skipped);
            if (jump <= TimeSpan.Zero)
            {
                return;
            }

            skipped += jump;
            set = [.. timers];
        }

        set.ForEach(timer => timer.Arm());
    }

    internal void Forget(SkippableTimer timer)
    {
        lock (gate)
        {
            timers.Remove(timer);
        }
    }
}
