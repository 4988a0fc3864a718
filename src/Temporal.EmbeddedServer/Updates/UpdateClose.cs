using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Failure.V1;
using Stage = Temporal.EmbeddedServer.Records.UpdateRecord.Types.Stage;

namespace Temporal.EmbeddedServer.Updates;

/// <summary>What becomes of updates whose workflow ends before them.</summary>
internal static class UpdateClose
{
    public static void Apply(Run run)
    {
        foreach (var update in run.Updates.Items.ToList())
        {
            if (update.Stage == Stage.Admitted)
            {
                run.Updates.Remove(update.UpdateId);
            }
            else if (update.Stage == Stage.Accepted)
            {
                update.Stage = Stage.Completed;
                update.Outcome = new() { Failure = AcceptedFailure() };
                run.Updates.Put(update.UpdateId, update);
            }
        }
    }

    private static Failure AcceptedFailure() => new()
    {
        Message = "Workflow Update failed because the Workflow completed before the Update completed.",
        Source = "Server",
        ApplicationFailureInfo = new() { Type = "AcceptedUpdateCompletedWorkflow", NonRetryable = true },
    };
}
