namespace Temporal.EmbeddedServer.Matching;

/// <summary>How many a second, over the last half minute. Used under its queue's lock.</summary>
internal sealed class RateMeter
{
    private const int Seconds = 30;
    private readonly int[] counts = new int[Seconds];
    private long last;

    public void Count(DateTimeOffset now)
    {
        Forget(now);
        counts[last % Seconds]++;
    }

    public float PerSecond(DateTimeOffset now)
    {
        Forget(now);
        return counts.Sum() / (float)Seconds;
    }

    private void Forget(DateTimeOffset now)
    {
        var second = Math.Max(last, now.ToUnixTimeSeconds());
        for (var old = Math.Max(last + 1, second - Seconds + 1); old <= second; old++)
        {
            counts[old % Seconds] = 0;
        }

        last = second;
    }
}
