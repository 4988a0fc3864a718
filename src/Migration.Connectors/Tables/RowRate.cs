namespace Migration.Connectors.Tables;

/// <summary>Holds writing to a number of rows per second: each batch is followed by the time that it is worth.</summary>
/// <param name="rowsPerSecond">Zero for no limit.</param>
internal sealed class RowRate(int rowsPerSecond, TimeProvider time)
{
    private long _due = time.GetTimestamp();

    /// <summary>Waits until more rows may be written, or <paramref name="stop"/> is cancelled.</summary>
    public async Task WaitAsync(int rows, CancellationToken stop)
    {
        if (rowsPerSecond == 0)
            return;
        // Time that was not used is lost: it would be a burst later.
        var now = time.GetTimestamp();
        _due = Math.Max(_due, now - Ticks(rows)) + Ticks(rows);
        if (_due > now)
            await Task.Delay(time.GetElapsedTime(now, _due), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private long Ticks(int rows) => (long)((double)rows / rowsPerSecond * time.TimestampFrequency);
}
