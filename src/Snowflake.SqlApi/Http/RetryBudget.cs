using Snowflake.SqlApi.Settings;

namespace Snowflake.SqlApi.Http;

/// <summary>
/// How often and how long one request is tried again: 1, 2, 4, 8, then 16 seconds, of each a random half to whole, so that
/// clients that were turned away together don't come back together. Snowflake publishes no numbers of its own.
/// </summary>
internal sealed class RetryBudget(RetrySettings settings, TimeProvider clock)
{
    private const int LongestPower = 4;
    private readonly long _started = clock.GetTimestamp();
    private int _retries;

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="asked">How long the server asked to wait, where it did.</param>
    /// <returns>False where no attempt is left.</returns>
    public async Task<bool> NextAsync(TimeSpan? asked, CancellationToken cancellation)
    {
        var wait = asked ?? Backoff();
        if (_retries >= settings.MaxRetries || clock.GetElapsedTime(_started) + wait > settings.Timeout) return false;
        _retries++;
        await Task.Delay(wait, clock, cancellation);
        return true;
    }

    private TimeSpan Backoff() =>
        TimeSpan.FromSeconds(1 << Math.Min(_retries, LongestPower)) * (0.5 + (Random.Shared.NextDouble() / 2));
}
