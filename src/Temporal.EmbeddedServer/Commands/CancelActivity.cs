using Google.Protobuf;
using Temporal.EmbeddedServer.Runs;
using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.Command.V1;
using State = Temporal.EmbeddedServer.Records.ActivityRecord.Types.State;

namespace Temporal.EmbeddedServer.Commands;

internal static class CancelActivity
{
    private static readonly Payloads NotStarted = new()
    {
        Payloads_ =
        {
            new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
                Data = ByteString.CopyFromUtf8("\"ACTIVITY_ID_NOT_STARTED\""),
            },
        },
    };

    public static void Apply(CommandContext context, RequestCancelActivityTaskCommandAttributes attributes)
    {
        var activity = context.Run.Activities.Find(Run.Id(attributes.ScheduledEventId));
        if (activity is null && !EventBuffer.HasActivityEnd(context.Run, attributes.ScheduledEventId))
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.BadRequestCancelActivityAttributes, $"No activity scheduled by event {attributes.ScheduledEventId} is pending.");
        }

        var requested = context.Append(new()
        {
            ActivityTaskCancelRequestedEventAttributes = new()
            {
                ScheduledEventId = attributes.ScheduledEventId,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
            },
        });
        if (activity is not null)
        {
            Mark(context, activity, requested.EventId);
        }
    }

    private static void Mark(CommandContext context, ActivityRecord activity, long requestedEventId)
    {
        activity.CancelRequested = true;
        activity.CancelRequestedEventId = requestedEventId;
        if (activity.State == State.Started)
        {
            context.Run.Activities.Put(Run.Id(activity.ScheduledEventId), activity);
            return;
        }

        context.Run.Append(context.Transaction, new()
        {
            ActivityTaskCanceledEventAttributes = new()
            {
                ScheduledEventId = activity.ScheduledEventId,
                LatestCancelRequestedEventId = requestedEventId,
                Details = NotStarted,
            },
        });
        context.Run.Activities.Remove(Run.Id(activity.ScheduledEventId));
        context.NeedsNewTask = true;
    }
}
