using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Protocol.V1;
using Stage = Temporal.EmbeddedServer.Records.UpdateRecord.Types.Stage;

namespace Temporal.EmbeddedServer.Updates;

/// <summary>Brings admitted updates to the workflow: as messages of its next workflow task.</summary>
internal static class UpdateDelivery
{
    /// <summary>The requests that ride on the task that was just started; those of a task that failed ride again.</summary>
    public static List<Message> Messages(Run run, long startedEventId)
    {
        var messages = new List<Message>();
        foreach (var update in run.Updates.Items.Where(update => update.Stage == Stage.Admitted).ToList())
        {
            update.DeliveredStamp = run.Record.WorkflowTask.Stamp;
            run.Updates.Put(update.UpdateId, update);
            messages.Add(new Message
            {
                Id = $"{update.UpdateId}/request",
                ProtocolInstanceId = update.UpdateId,
                EventId = startedEventId - 1,
                Body = Any.Pack(update.Request),
            });
        }

        return messages;
    }

    public static bool HasUndelivered(Run run) => run.Updates.Items.Any(update => update.Stage == Stage.Admitted);
}
