using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Failure.V1;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>The next run of a workflow with a retry policy.</summary>
internal static class WorkflowRetry
{
    public static (RetryState State, RunSeed? Next) TryContinue(Transaction transaction, Run run, Failure failure)
    {
        if (run.Record.RetryPolicy is not { } policy)
        {
            return (RetryState.RetryPolicyNotSet, null);
        }

        var (state, delay) = RetryPolicies.Next(policy, run.Record.Attempt, failure);
        if (state != RetryState.InProgress)
        {
            return (state, null);
        }

        if (run.Record.ExecutionExpiration is { } expiration && transaction.Now + delay >= expiration.ToDateTimeOffset())
        {
            return (RetryState.Timeout, null);
        }

        return (state, Seed(transaction, run, failure, delay));
    }

    private static RunSeed Seed(Transaction transaction, Run run, Failure failure, TimeSpan delay)
    {
        var started = transaction.FirstEvent(run).WorkflowExecutionStartedEventAttributes.Clone();
        started.Attempt = run.Record.Attempt + 1;
        started.ContinuedExecutionRunId = run.RunId;
        started.Initiator = ContinueAsNewInitiator.Retry;
        started.ContinuedFailure = failure.Clone();
        started.FirstWorkflowTaskBackoff = Duration.FromTimeSpan(delay);
        started.Memo = run.Record.Memo.Clone();
        started.SearchAttributes = run.Record.SearchAttributes.Clone();
        return new RunSeed { Namespace = run.Record.Namespace, Started = started, UserMetadata = run.Record.UserMetadata };
    }
}
