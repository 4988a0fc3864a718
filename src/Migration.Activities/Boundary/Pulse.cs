namespace Migration.Activities;

/// <summary>
/// Heartbeats for as long as an activity lives, with the newest details. A beat is also how an activity hears that it
/// is to stop, so it must not wait for a long statement to return.
/// </summary>
internal sealed class Pulse : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Action<object?[]> heartbeat;
    private readonly ITimer timer;
    private volatile object?[] details;

    public Pulse(Action<object?[]> heartbeat, TimeProvider time, params object?[] first)
    {
        this.heartbeat = heartbeat;
        details = first;
        timer = time.CreateTimer(_ => heartbeat(details), null, TimeSpan.Zero, Interval);
    }

    public void Beat(object next)
    {
        details = [next];
        heartbeat(details);
    }

    public ValueTask DisposeAsync() => timer.DisposeAsync();
}
