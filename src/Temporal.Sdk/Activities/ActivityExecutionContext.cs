using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>The running activity's view of its attempt; reachable from any code it calls.</summary>
public class ActivityExecutionContext
{
    private readonly ActivityCancelRef cancelRef;
    private readonly Action<object?[]> heartbeater;

    internal ActivityExecutionContext(
        ActivityInfo info,
        ILogger logger,
        IPayloadConverter payloadConverter,
        ActivityCancelRef cancelRef,
        Action<object?[]> heartbeater)
    {
        Info = info;
        Logger = logger;
        PayloadConverter = payloadConverter;
        this.cancelRef = cancelRef;
        this.heartbeater = heartbeater;
    }

    public static bool HasCurrent => AsyncLocalCurrent.Value != null;

    public static ActivityExecutionContext Current => AsyncLocalCurrent.Value
        ?? throw new InvalidOperationException("This code runs outside of an activity");

    public ActivityInfo Info { get; }

    /// <summary>Logger whose lines carry the activity's and its workflow's names.</summary>
    public ILogger Logger { get; }

    public ActivityCancelReason CancelReason => cancelRef.CancelReason;

    public ActivityCancellationDetails? CancellationDetails => cancelRef.CancellationDetails;

    /// <summary>Cancelled when the attempt should end; see <see cref="CancelReason"/>. Learned by heartbeats.</summary>
    public CancellationToken CancellationToken { get; internal init; }

    /// <summary>Cancelled as soon as the worker begins to shut down, the grace period before cancellation.</summary>
    public CancellationToken WorkerShutdownToken { get; internal init; }

    public IPayloadConverter PayloadConverter { get; }

    /// <summary>The worker's client, for calls of the activity's own.</summary>
    public ITemporalClient TemporalClient => Client
        ?? throw new InvalidOperationException("This activity runs in an environment without a client");

    internal ITemporalClient? Client { get; init; }

    internal static AsyncLocal<ActivityExecutionContext?> AsyncLocalCurrent { get; } = new();

    /// <summary>
    /// Records progress. Cheap to call often: only the last details are sent, a few times per heartbeat timeout.
    /// </summary>
    public void Heartbeat(params object?[] details) => heartbeater(details);
}
