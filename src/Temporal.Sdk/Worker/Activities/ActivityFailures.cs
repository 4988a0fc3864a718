using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Activities;

/// <summary>What an exception that left an activity means.</summary>
internal static class ActivityFailures
{
    public static async Task<ActivityOutcome> ToOutcomeAsync(
        Exception exception, ActivityCancellation cancellation, DataConverter converter, ILogger logger)
    {
        if (exception is CompleteAsyncException)
            return new ActivityOutcome.Unanswered();
        if (exception is OperationCanceledException)
        {
            switch (cancellation.Reason)
            {
                case ActivityCancelReason.CancelRequested:
                    return new ActivityOutcome.Canceled();
                case ActivityCancelReason.GoneFromServer:
                    return new ActivityOutcome.Unanswered();
            }
            exception = Explained(exception, cancellation);
        }
        var benign = exception is ApplicationFailureException { Category: ApplicationErrorCategory.Benign };
        logger.Log(benign ? LogLevel.Debug : LogLevel.Warning, exception, "Activity failed");
        return new ActivityOutcome.Failed(await FailureAsync(exception, converter).ConfigureAwait(false));
    }

    private static async Task<Failure> FailureAsync(Exception exception, DataConverter converter)
    {
        try
        {
            return await converter.ToFailureAsync(exception).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Converters and codecs are user code; the server must learn of the failure all the same.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Failure
            {
                Message = $"The activity failed with {exception.GetType().Name}, which could not be converted: {e.Message}",
                ApplicationFailureInfo = new() { Type = exception.GetType().Name },
            };
        }
    }

    /// <summary>A cancellation that the workflow did not ask for is a failure, so that the server retries it.</summary>
    private static Exception Explained(Exception exception, ActivityCancellation cancellation) =>
        cancellation.Reason switch
        {
            ActivityCancelReason.WorkerShutdown => new ApplicationFailureException(
                "The worker shut down before the activity ended", exception, "WorkerShutdown"),
            ActivityCancelReason.Paused => new ApplicationFailureException(
                "The activity was paused", exception, "ActivityPause"),
            ActivityCancelReason.Reset => new ApplicationFailureException(
                "The activity was reset", exception, "ActivityReset"),
            ActivityCancelReason.HeartbeatRecordFailure when cancellation.HeartbeatFailure is { } cause => cause,
            _ => exception,
        };
}
