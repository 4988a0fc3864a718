namespace Temporalio.Worker.Activities;

/// <summary>Time limits as timers of the runtime take them.</summary>
internal static class TimerSpan
{
    /// <summary>The runtime refuses timers of 50 days and more. A worker that lives longer leaves such limits to the service.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    internal static TimeSpan Of(TimeSpan? limit) => limit is { } span && span <= Longest ? span : Timeout.InfiniteTimeSpan;
}
