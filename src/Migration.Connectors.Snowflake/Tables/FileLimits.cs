namespace Migration.Connectors.Snowflake.Tables;

/// <summary>When rows go by files, when a file is full, and for how long it is worth going on with them.</summary>
internal sealed record FileLimits
{
    /// <summary>From here on a batch is there sooner by a file than by as many requests with binds as it takes.</summary>
    public long LeastBatch { get; init; } = 4_000_000;

    /// <summary>A table that is larger goes by files, however small its batches are.</summary>
    public long LeastTable { get; init; } = 16_000_000;

    /// <summary>Compressed; Snowflake's advice is 100 to 250 MB.</summary>
    public long MostBytes { get; init; } = 160_000_000;

    /// <summary>A slow source's rows shall not wait for their commit for ever.</summary>
    public TimeSpan Oldest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>An attempt's first file travels while nothing is moved, and its last one is moved while nothing travels: several should share an attempt.</summary>
    public TimeSpan LeastAttempt { get; init; } = TimeSpan.FromMinutes(5);
}
