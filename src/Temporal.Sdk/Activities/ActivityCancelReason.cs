namespace Temporalio.Activities;

/// <summary>Why an activity's cancellation token was cancelled.</summary>
public enum ActivityCancelReason
{
    None,

    /// <summary>The server no longer knows the attempt: it timed out or its workflow ended.</summary>
    GoneFromServer,
    CancelRequested,
    Timeout,
    WorkerShutdown,

    /// <summary>Heartbeat details could not be converted or sent.</summary>
    HeartbeatRecordFailure,
    Paused,
    Reset,
}
