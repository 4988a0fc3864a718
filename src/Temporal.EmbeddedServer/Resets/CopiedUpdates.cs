using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.History.V1;
using Stage = Temporal.EmbeddedServer.Records.UpdateRecord.Types.Stage;

namespace Temporal.EmbeddedServer.Resets;

/// <summary>The updates that a copied history knows of.</summary>
internal static class CopiedUpdates
{
    public static void Apply(Run run, HistoryEvent e)
    {
        if (e.WorkflowExecutionUpdateAcceptedEventAttributes is { } accepted)
        {
            run.Record.UpdateCount++;
            run.Updates.Put(accepted.ProtocolInstanceId, new UpdateRecord
            {
                UpdateId = accepted.ProtocolInstanceId,
                Stage = Stage.Accepted,
                Request = accepted.AcceptedRequest,
                AcceptedEventId = e.EventId,
            });
        }
        else if (e.WorkflowExecutionUpdateCompletedEventAttributes is { } completed
            && run.Updates.Items.FirstOrDefault(update => update.AcceptedEventId == completed.AcceptedEventId) is { } update)
        {
            update.Stage = Stage.Completed;
            update.Outcome = completed.Outcome;
        }
    }
}
