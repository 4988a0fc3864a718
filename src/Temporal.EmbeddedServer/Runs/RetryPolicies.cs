using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Failure.V1;
using FailureInfo = Temporalio.Api.Failure.V1.Failure.FailureInfoOneofCase;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>Retry policies of activities and workflows: defaults, checks, and what comes after an attempt.</summary>
internal static class RetryPolicies
{
    private static readonly TimeSpan DefaultInitialInterval = TimeSpan.FromSeconds(1);

    /// <summary>Fills what is not set: 1 s, doubled each time, at most a hundred times the first interval, for ever.</summary>
    public static RetryPolicy WithDefaults(RetryPolicy? policy)
    {
        var filled = policy?.Clone() ?? new RetryPolicy();
        var initial = filled.InitialInterval.OrNull() ?? DefaultInitialInterval;
        filled.InitialInterval = Duration.FromTimeSpan(initial);
        filled.BackoffCoefficient = filled.BackoffCoefficient == 0 ? 2 : filled.BackoffCoefficient;
        filled.MaximumInterval = Duration.FromTimeSpan(filled.MaximumInterval.OrNull() ?? initial * 100);
        return filled;
    }

    /// <summary>Says what is wrong with a policy, or null.</summary>
    public static string? Problem(RetryPolicy? policy)
    {
        if (policy is null)
        {
            return null;
        }

        return policy switch
        {
            { MaximumAttempts: < 0 } => "MaximumAttempts cannot be negative on retry policy.",
            { BackoffCoefficient: not (0 or >= 1) } => "BackoffCoefficient cannot be less than 1 on retry policy.",
            { InitialInterval: { Seconds: < 0 } or { Nanos: < 0 } } => "InitialInterval cannot be negative on retry policy.",
            { MaximumInterval: { Seconds: < 0 } or { Nanos: < 0 } } => "MaximumInterval cannot be negative on retry policy.",
            _ when policy.MaximumInterval.OrNull() is { } max && max < (policy.InitialInterval.OrNull() ?? DefaultInitialInterval) =>
                "MaximumInterval cannot be less than InitialInterval on retry policy.",
            _ => null,
        };
    }

    /// <summary>Whether attempt number <paramref name="attempt"/>, which ended with this failure, is followed by another, and after how long.</summary>
    public static (RetryState State, TimeSpan Delay) Next(RetryPolicy policy, int attempt, Failure? failure)
    {
        if (failure is not null && !IsRetryable(policy, failure))
        {
            return (RetryState.NonRetryableFailure, default);
        }

        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
        {
            return (RetryState.MaximumAttemptsReached, default);
        }

        return (RetryState.InProgress, failure?.ApplicationFailureInfo?.NextRetryDelay.OrNull() ?? Delay(policy, attempt));
    }

    private static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        var max = policy.MaximumInterval.ToTimeSpan();
        var seconds = policy.InitialInterval.ToTimeSpan().TotalSeconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return seconds >= max.TotalSeconds ? max : TimeSpan.FromSeconds(seconds);
    }

    private static bool IsRetryable(RetryPolicy policy, Failure failure) => failure.FailureInfoCase switch
    {
        FailureInfo.TerminatedFailureInfo or FailureInfo.CanceledFailureInfo => false,
        FailureInfo.TimeoutFailureInfo => failure.TimeoutFailureInfo.TimeoutType is TimeoutType.StartToClose or TimeoutType.Heartbeat
            && !policy.NonRetryableErrorTypes.Contains($"TemporalTimeout:{failure.TimeoutFailureInfo.TimeoutType}"),
        FailureInfo.ServerFailureInfo => !failure.ServerFailureInfo.NonRetryable,
        FailureInfo.ApplicationFailureInfo => !failure.ApplicationFailureInfo.NonRetryable
            && !policy.NonRetryableErrorTypes.Contains(failure.ApplicationFailureInfo.Type),
        _ => true,
    };
}
