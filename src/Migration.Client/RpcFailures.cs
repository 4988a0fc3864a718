using Migration.Core.Errors;
using Temporalio.Exceptions;

namespace Migration.Client;

/// <summary>The one table from failures of Temporal's protocol to codes and sentences of ours.</summary>
internal static class RpcFailures
{
    /// <summary>How an SDK says that workflow code got no processor for two seconds, or that it is stuck.</summary>
    private const string WorkerTooSlow = "[TMPRL1101]";

    /// <summary>How a Temporal service refuses a query that nobody would answer.</summary>
    private const string NoPoller = "no poller seen";

    /// <summary>How a Temporal service refuses a query of a workflow whose last tasks failed.</summary>
    private const string TaskFailed = "Workflow Task in failed state";

    /// <param name="executionId">What the call is about; empty where it is about none.</param>
    public static async Task<T> TranslateAsync<T>(string executionId, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (TemporalException error) when (Translate(executionId, error) is { } known)
        {
            throw known;
        }
    }

    public static Task TranslateAsync(string executionId, Func<Task> call) =>
        TranslateAsync(executionId, async () =>
        {
            await call();
            return true;
        });

    /// <summary>Whether a query that ended so is worth asking again: a worker is starved, has just died or failed a task.</summary>
    public static bool MayBeAnsweredLater(MigrationException error) =>
        error is { Code: ErrorCodes.Timeout, InnerException: { } cause } && !cause.Message.Contains(NoPoller, StringComparison.Ordinal);

    public static MigrationException? Translate(string executionId, TemporalException error) => error switch
    {
        RpcException { Code: RpcException.StatusCode.NotFound } =>
            new(ErrorCodes.ExecutionNotFound, $"There is no execution '{executionId}'", inner: error),
        // Its words tell a service that is gone from one whose disk is full.
        RpcException { Code: RpcException.StatusCode.Unavailable } =>
            new(ErrorCodes.ServerUnreachable, $"The Temporal service can't be reached, or can't do its work: {error.Message}", transient: true, error),
        RpcException { Code: RpcException.StatusCode.Unauthenticated or RpcException.StatusCode.PermissionDenied } =>
            new(ErrorCodes.ServerUnreachable, "The Temporal service refuses these credentials", inner: error),
        RpcException { Code: RpcException.StatusCode.FailedPrecondition, Message: var message } when message.Contains(NoPoller, StringComparison.Ordinal) =>
            new(ErrorCodes.Timeout, "No worker runs that could answer", transient: true, error),
        RpcException { Code: RpcException.StatusCode.FailedPrecondition, Message: var message } when message.Contains(TaskFailed, StringComparison.Ordinal) =>
            new(ErrorCodes.Timeout, $"The worker could not take up the execution '{executionId}' of late; its log says why", transient: true, error),
        RpcException { Code: RpcException.StatusCode.DeadlineExceeded } or RpcTimeoutOrCanceledException =>
            new(ErrorCodes.Timeout, "The answer did not come in time: the Temporal service is busy, or no worker runs", transient: true, error),
        WorkflowQueryFailedException { Message: var message } when message.Contains(WorkerTooSlow, StringComparison.Ordinal) =>
            new(ErrorCodes.Timeout, $"The worker was too busy to answer for the execution '{executionId}'", transient: true, error),
        WorkflowQueryFailedException =>
            new(ErrorCodes.Internal, $"The execution '{executionId}' could not answer: {error.Message}", inner: error),
        WorkflowFailedException when Cause(error) is { } cause =>
            new(cause.ErrorType ?? ErrorCodes.Internal, cause.Message, inner: error),
        RpcException rpc =>
            new(ErrorCodes.Internal, $"The Temporal service refused the call ({rpc.Code}): {rpc.Message}", inner: error),
        _ => null,
    };

    /// <summary>The failure of ours at the bottom: an activity's error arrives wrapped by activity and workflow.</summary>
    private static ApplicationFailureException? Cause(Exception error) => error switch
    {
        ApplicationFailureException failure => failure,
        { InnerException: { } inner } => Cause(inner),
        _ => null,
    };
}
