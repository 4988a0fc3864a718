using Temporalio.Api.Failure.V1;
using Temporalio.Common;

namespace Temporalio.Worker.LocalActivities;

/// <summary>When a failed local activity is tried again: the service's rules, kept by the worker.</summary>
internal static class LocalRetry
{
    /// <returns>The wait before the next attempt, or null when this was the last one.</returns>
    internal static TimeSpan? After(Failure failure, int attempt, RetryPolicy policy)
    {
        var application = failure.ApplicationFailureInfo;
        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
            return null;
        if (application is { NonRetryable: true } || IsListed(application?.Type, policy))
            return null;
        return application?.NextRetryDelay?.ToTimeSpan() ?? Interval(attempt, policy);
    }

    // Core, which other workers of the same workflow may run on, leaves the case of the names aside.
    private static bool IsListed(string? type, RetryPolicy policy) =>
        type != null && policy.NonRetryableErrorTypes?.Contains(type, StringComparer.OrdinalIgnoreCase) == true;

    private static TimeSpan Interval(int attempt, RetryPolicy policy)
    {
        var ceiling = policy.MaximumInterval ?? policy.InitialInterval * 100;
        var seconds = policy.InitialInterval.TotalSeconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return seconds < ceiling.TotalSeconds ? TimeSpan.FromSeconds(seconds) : ceiling;
    }
}
