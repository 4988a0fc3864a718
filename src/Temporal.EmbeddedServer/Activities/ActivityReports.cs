using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Failure.V1;
using FailureInfo = Temporalio.Api.Failure.V1.Failure.FailureInfoOneofCase;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>What a worker may say of an attempt, however it names it.</summary>
internal static class ActivityReports
{
    public static void Complete(Transaction transaction, (Run Run, ActivityRecord Activity) target, Payloads? result, string identity)
    {
        var (run, activity) = target;
        if (result?.CalculateSize() > Limits.BlobBytes)
        {
            var failure = new Failure
            {
                Message = $"Complete result exceeds size limit: {result.CalculateSize()} bytes, {Limits.BlobBytes} are allowed.",
                Source = "Server",
                ServerFailureInfo = new() { NonRetryable = true },
            };
            ActivityEnd.Fail(transaction, run, activity, failure, identity);
            return;
        }

        ActivityEnd.Complete(transaction, run, activity, result, identity);
    }

    public static void Fail(
        Transaction transaction, (Run Run, ActivityRecord Activity) target, Failure? failure, Payloads? heartbeatDetails, string identity)
    {
        if (failure is not null && failure.FailureInfoCase is not (FailureInfo.ApplicationFailureInfo or FailureInfo.CanceledFailureInfo
            or FailureInfo.TimeoutFailureInfo or FailureInfo.ServerFailureInfo or FailureInfo.ActivityFailureInfo
            or FailureInfo.ChildWorkflowExecutionFailureInfo))
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "The failure of an activity must say what kind it is: an application, cancelled or timeout failure.");
        }

        CheckDetails(target.Activity, heartbeatDetails);
        if (heartbeatDetails is { Payloads_.Count: > 0 })
        {
            target.Activity.HeartbeatDetails = heartbeatDetails;
        }

        ActivityEnd.Fail(transaction, target.Run, target.Activity, Reported(failure), identity);
    }

    public static void Cancel(Transaction transaction, (Run Run, ActivityRecord Activity) target, Payloads? details, string identity)
    {
        if (!target.Activity.CancelRequested)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"Nobody asked to cancel activity '{target.Activity.ActivityId}', so it can't be reported as cancelled.");
        }

        ActivityEnd.Cancel(transaction, target.Run, target.Activity, details, identity);
    }

    /// <summary>Keeps the details, and says whether the activity should stop.</summary>
    public static bool Heartbeat(Transaction transaction, (Run Run, ActivityRecord Activity) target, Payloads? details)
    {
        var (run, activity) = target;
        CheckDetails(activity, details);
        activity.HeartbeatTime = transaction.Timestamp;
        activity.HeartbeatDetails = details ?? activity.HeartbeatDetails;
        run.Activities.Put(Run.Id(activity.ScheduledEventId), activity);
        return activity.CancelRequested;
    }

    /// <summary>A failure too large for history keeps its message and kind.</summary>
    private static Failure Reported(Failure? failure) => failure switch
    {
        null => new Failure { ApplicationFailureInfo = new() },
        _ when failure.CalculateSize() > Limits.BlobBytes => KeptFailure.Of(failure),
        _ => failure,
    };

    private static void CheckDetails(ActivityRecord activity, Payloads? details)
    {
        if (details?.CalculateSize() > Limits.BlobBytes)
        {
            throw new GrpcException(
                GrpcStatusCode.InvalidArgument,
                $"Heartbeat details exceed size limit: those of activity '{activity.ActivityId}' have {details.CalculateSize()} bytes, {Limits.BlobBytes} are allowed.");
        }
    }
}
