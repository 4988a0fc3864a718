using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker.LocalActivities;

/// <summary>How a local activity ended: with a result, with a failure, or with a failure to be retried by timer.</summary>
internal sealed record LocalActivityEnd(Payload? Result, Failure? Failure)
{
    internal int Attempt { get; init; } = 1;

    /// <summary>How long it took, retries included.</summary>
    internal TimeSpan Runtime { get; init; }

    /// <summary>Set when the workflow is to wait so long and ask again.</summary>
    internal TimeSpan? Backoff { get; init; }

    internal DateTimeOffset? FirstScheduled { get; init; }

    internal static LocalActivityEnd Canceled { get; } = new(
        null, new() { Message = "Activity cancelled", CanceledFailureInfo = new() });

    internal static LocalActivityEnd TimedOut(TimeoutType type) => new(
        null, new() { Message = "Activity timed out", TimeoutFailureInfo = new() { TimeoutType = type } });
}
