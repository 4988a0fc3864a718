using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Common;

/// <summary>How the server repeats a failed activity or workflow.</summary>
public record RetryPolicy
{
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromSeconds(1);

    public float BackoffCoefficient { get; set; } = 2.0F;

    /// <summary>Ceiling of the interval; 100 times the first one when null.</summary>
    public TimeSpan? MaximumInterval { get; set; }

    /// <summary>Attempts in all, the first included; 0 is unlimited.</summary>
    public int MaximumAttempts { get; set; }

    /// <summary>Application error types that are not worth another attempt.</summary>
    public IReadOnlyCollection<string>? NonRetryableErrorTypes { get; set; }

    internal Api.Common.V1.RetryPolicy ToProto() => new()
    {
        InitialInterval = Duration.FromTimeSpan(InitialInterval),
        BackoffCoefficient = BackoffCoefficient,
        MaximumInterval = MaximumInterval is { } maximum ? Duration.FromTimeSpan(maximum) : null,
        MaximumAttempts = MaximumAttempts,
        NonRetryableErrorTypes = { NonRetryableErrorTypes ?? [] },
    };

    internal static RetryPolicy FromProto(Api.Common.V1.RetryPolicy proto) => new()
    {
        InitialInterval = proto.InitialInterval?.ToTimeSpan() ?? TimeSpan.FromSeconds(1),
        BackoffCoefficient = (float)proto.BackoffCoefficient,
        MaximumInterval = proto.MaximumInterval?.ToTimeSpan(),
        MaximumAttempts = proto.MaximumAttempts,
        NonRetryableErrorTypes = proto.NonRetryableErrorTypes is { Count: > 0 } types ? [.. types] : null,
    };
}
