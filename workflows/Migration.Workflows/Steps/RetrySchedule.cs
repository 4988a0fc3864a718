using Migration.Core.Plans;

namespace Migration.Workflows;

/// <summary>When a step that failed is tried again: RetryDelay, doubled each time, a minute at most, MaxRetries times.</summary>
public static class RetrySchedule
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <param name="retries">Retries so far.</param>
    /// <returns>Null when the step is not to be tried again.</returns>
    public static TimeSpan? DelayAfter(StepFailure failure, int retries, MigrationConfiguration configuration)
    {
        if (!failure.Details.Transient || retries >= configuration.MaxRetries)
            return null;
        var delay = configuration.RetryDelay * Math.Pow(2, Math.Min(retries, 30));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
