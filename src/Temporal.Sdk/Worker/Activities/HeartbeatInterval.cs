namespace Temporalio.Worker.Activities;

/// <summary>How often heartbeats may reach the server: often enough for the timeout, rarely enough for its load.</summary>
internal static class HeartbeatInterval
{
    public static TimeSpan Of(TimeSpan? heartbeatTimeout, TemporalWorkerOptions options)
    {
        var interval = heartbeatTimeout * 0.8 ?? options.DefaultHeartbeatThrottleInterval;
        return interval < options.MaxHeartbeatThrottleInterval ? interval : options.MaxHeartbeatThrottleInterval;
    }
}
