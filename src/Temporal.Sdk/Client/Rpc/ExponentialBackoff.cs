namespace Temporalio.Client.Rpc;

/// <summary>Growing intervals with jitter, so that clients of a restarted server don't return in step.</summary>
internal sealed class ExponentialBackoff(TimeSpan initial, double multiplier, TimeSpan maximum, double jitter)
{
    private TimeSpan next = initial;

    public TimeSpan Next()
    {
        var current = next;
        next = TimeSpan.FromTicks((long)Math.Min(next.Ticks * multiplier, maximum.Ticks));
        // Jitter protects a server, not a secret.
#pragma warning disable CA5394
        return current * (1 + (jitter * ((Random.Shared.NextDouble() * 2) - 1)));
#pragma warning restore CA5394
    }
}
