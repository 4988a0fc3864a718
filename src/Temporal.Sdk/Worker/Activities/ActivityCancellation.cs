using Temporalio.Activities;

namespace Temporalio.Worker.Activities;

/// <summary>The cancellation of one attempt: who asked first, and the token that its code watches.</summary>
internal sealed class ActivityCancellation : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource source = new();
    private bool ended;

    public ActivityCancelRef Reference { get; } = new();

    public CancellationToken Token => source.Token;

    /// <summary>Why the last heartbeat could not be written, when that is the reason.</summary>
    public Exception? HeartbeatFailure { get; private set; }

    public ActivityCancelReason Reason => Reference.CancelReason;

    /// <summary>Cancels the token; only the first reason counts.</summary>
    public Task RequestAsync(ActivityCancelReason reason, Exception? heartbeatFailure = null)
    {
        lock (gate)
        {
            if (ended || Reference.CancellationDetails != null)
                return Task.CompletedTask;
            HeartbeatFailure = heartbeatFailure;
            Reference.CancelReason = reason;
            Reference.CancellationDetails = Details(reason);
            // Callbacks on the token are the activity's code: this runs them on the pool, not under the lock.
            return source.CancelAsync();
        }
    }

    public void Dispose()
    {
        lock (gate)
            ended = true;
        source.Dispose();
    }

    private static ActivityCancellationDetails Details(ActivityCancelReason reason) => new()
    {
        IsGoneFromServer = reason == ActivityCancelReason.GoneFromServer,
        IsCancelRequested = reason == ActivityCancelReason.CancelRequested,
        IsTimedOut = reason == ActivityCancelReason.Timeout,
        IsWorkerShutdown = reason == ActivityCancelReason.WorkerShutdown,
        IsPaused = reason == ActivityCancelReason.Paused,
        IsReset = reason == ActivityCancelReason.Reset,
        IsHeartbeatRecordFailure = reason == ActivityCancelReason.HeartbeatRecordFailure,
    };
}
