using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Commands;

internal static class RecordMarker
{
    public static void Apply(CommandContext context, RecordMarkerCommandAttributes attributes)
    {
        if (attributes.MarkerName.Length == 0)
        {
            throw new BadCommandException(WorkflowTaskFailedCause.BadRecordMarkerAttributes, "MarkerName is not set on RecordMarkerCommand.");
        }

        context.Append(new()
        {
            MarkerRecordedEventAttributes = new()
            {
                MarkerName = attributes.MarkerName,
                Details = { attributes.Details },
                Header = attributes.Header,
                Failure = attributes.Failure,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
            },
        });
    }
}
