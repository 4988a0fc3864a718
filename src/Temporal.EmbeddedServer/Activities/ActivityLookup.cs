using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.ErrorDetails.V1;
using State = Temporal.EmbeddedServer.Records.ActivityRecord.Types.State;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>Finds the started attempt that a worker reports on.</summary>
internal static class ActivityLookup
{
    public static (Run Run, ActivityRecord Activity) ByToken(Transaction transaction, TaskToken token)
    {
        var run = transaction.Find(token.RunId) ?? throw Gone();
        RunSignals.RequireOpen(run);
        return run.Activities.Find(Run.Id(token.ScheduledEventId)) is { State: State.Started } activity && activity.Attempt == token.Attempt
            ? (run, activity)
            : throw Gone();
    }

    public static (Run Run, ActivityRecord Activity) ById(Transaction transaction, string @namespace, WorkflowExecution execution, string activityId)
    {
        var run = transaction.Require(@namespace, execution);
        RunSignals.RequireOpen(run);
        return run.Activities.Items.FirstOrDefault(a => a.ActivityId == activityId) is { State: State.Started } activity ? (run, activity) : throw Gone();
    }

    private static GrpcException Gone() => GrpcException.WithDetail(
        GrpcStatusCode.NotFound, "invalid activityID or activity already timed out or invoking workflow is completed", new NotFoundFailure());
}
