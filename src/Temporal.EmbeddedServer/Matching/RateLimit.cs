namespace Temporal.EmbeddedServer.Matching;

/// <summary>A bucket of tokens that holds the tasks of one second, at least one. Used under its queue's lock.</summary>
internal sealed class RateLimit(double perSecond, DateTimeOffset now)
{
    private readonly double most = Math.Max(1, Math.Ceiling(perSecond));
    private double tokens = Math.Max(1, Math.Ceiling(perSecond));
    private DateTimeOffset filled = now;

    public double PerSecond => perSecond;

    public bool TryTake(DateTimeOffset at)
    {
        Fill(at);
        if (perSecond <= 0 || tokens < 1)
        {
            return false;
        }

        tokens--;
        return true;
    }

    /// <summary>When the next token is there; null if none ever will be.</summary>
    public TimeSpan? Wait(DateTimeOffset at)
    {
        Fill(at);
        return perSecond <= 0 ? null : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(Math.Max(0, 1 - tokens) / perSecond, 86_400) * 1000));
    }

    private void Fill(DateTimeOffset at)
    {
        if (at > filled)
        {
            tokens = Math.Min(most, tokens + ((at - filled).TotalSeconds * perSecond));
            filled = at;
        }
    }
}
