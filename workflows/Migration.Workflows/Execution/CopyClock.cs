namespace Migration.Workflows;

/// <summary>The time spent copying: it runs while at least one table is in work.</summary>
public sealed class CopyClock(TimeSpan elapsed)
{
    private int tables;

    /// <summary>Up to the last stop.</summary>
    public TimeSpan Elapsed { get; private set; } = elapsed;

    /// <summary>Since when it runs; null while it stands.</summary>
    public DateTimeOffset? RunningSince { get; private set; }

    public void TableStarted(DateTimeOffset now)
    {
        if (tables++ == 0)
            RunningSince = now;
    }

    public void TableStopped(DateTimeOffset now)
    {
        if (--tables > 0)
            return;
        Elapsed += now - (RunningSince ?? now);
        RunningSince = null;
    }
}
