using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>What a workflow sees of a failed activity; the inner exception is the reason.</summary>
public class ActivityFailureException : FailureException
{
    internal protected ActivityFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ActivityFailureInfo == null)
            throw new ArgumentException("The failure carries no activity failure info", nameof(failure));
    }

    public new Failure Failure => base.Failure!;

    public string? Identity => Failure.ActivityFailureInfo.Identity is { Length: > 0 } identity ? identity : null;

    public string ActivityType => Failure.ActivityFailureInfo.ActivityType.Name;

    public string ActivityId => Failure.ActivityFailureInfo.ActivityId;

    public RetryState RetryState => Failure.ActivityFailureInfo.RetryState;
}
