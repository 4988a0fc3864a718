using System.Globalization;

namespace Snowflake.Emulator.Sql.Catalog;

/// <summary>
/// The account's time. Moments of commits grow strictly and none lies between another and its end, so what a moment that was told
/// stands for never changes: whoever commits later, commits at a later moment.
/// </summary>
internal sealed class AccountClock(TimeProvider time) : IDisposable
{
    /// <summary>Between the moment that is told while a commit is under way and the commit's own.</summary>
    private const long Room = 100;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _commits = new(1);
    private long _last;
    private bool _isCommitting;

    public DateTimeOffset Now()
    {
        lock (_lock)
        {
            if (!_isCommitting) _last = Math.Max(_last, time.GetUtcNow().UtcTicks);
            return At(_last);
        }
    }

    /// <summary>The moment at which an object is made: every one that is told later is later.</summary>
    public DateTimeOffset Tick()
    {
        lock (_lock)
        {
            var ticked = Now();
            _last++;
            return ticked;
        }
    }

    public async Task<DateTimeOffset> CommitAsync(Func<DateTimeOffset, Task> commit, CancellationToken cancellation)
    {
        await _commits.WaitAsync(cancellation);
        var moment = Begin();
        try
        {
            await commit(At(moment));
            return At(moment);
        }
        finally
        {
            End(moment);
            _commits.Release();
        }
    }

    /// <summary>In seconds since 1970, as literal.</summary>
    public static string Sql(DateTimeOffset moment) =>
        ((moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / (decimal)TimeSpan.TicksPerSecond).ToString("0.0000000", CultureInfo.InvariantCulture) + "::numeric";

    public void Dispose() => _commits.Dispose();

    private long Begin()
    {
        lock (_lock)
        {
            var moment = Now().UtcTicks + Room;
            _isCommitting = true;
            return moment;
        }
    }

    private void End(long moment)
    {
        lock (_lock)
        {
            _isCommitting = false;
            _last = Math.Max(_last, moment);
        }
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
