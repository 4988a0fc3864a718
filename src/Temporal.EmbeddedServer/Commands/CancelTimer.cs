using Temporal.EmbeddedServer.Tasks;
using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Commands;

internal static class CancelTimer
{
    public static void Apply(CommandContext context, CancelTimerCommandAttributes attributes)
    {
        var timer = context.Run.Timers.Find(attributes.TimerId);
        var startedEventId = timer?.StartedEventId ?? EventBuffer.TakeTimerFired(context.Run, attributes.TimerId)
            ?? throw new BadCommandException(WorkflowTaskFailedCause.BadCancelTimerAttributes, $"No timer with id '{attributes.TimerId}' is running.");
        context.Run.Timers.Remove(attributes.TimerId);
        context.Append(new()
        {
            TimerCanceledEventAttributes = new()
            {
                TimerId = attributes.TimerId,
                StartedEventId = startedEventId,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
            },
        });
    }
}
