using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker.Activities;

/// <summary>How an attempt ended, as the server is to learn it.</summary>
internal abstract record ActivityOutcome
{
    private ActivityOutcome()
    {
    }

    public sealed record Completed(Payload Result) : ActivityOutcome;

    public sealed record Failed(Failure Failure) : ActivityOutcome;

    public sealed record Canceled : ActivityOutcome;

    /// <summary>Somebody else answers, or nobody waits for an answer.</summary>
    public sealed record Unanswered : ActivityOutcome;
}
