using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Commands;

internal static class StartTimer
{
    public static void Apply(CommandContext context, StartTimerCommandAttributes attributes)
    {
        if (attributes.TimerId.Length is 0 or > Limits.IdLength)
        {
            throw new BadCommandException(WorkflowTaskFailedCause.BadStartTimerAttributes, "TimerId is not set on StartTimerCommand, or it is too long.");
        }

        if (context.Run.Timers.Contains(attributes.TimerId))
        {
            throw new BadCommandException(WorkflowTaskFailedCause.StartTimerDuplicateId, $"A timer with id '{attributes.TimerId}' is running already.");
        }

        var timeout = attributes.StartToFireTimeout.OrNull() ?? TimeSpan.Zero;
        var started = context.Append(new()
        {
            TimerStartedEventAttributes = new()
            {
                TimerId = attributes.TimerId,
                StartToFireTimeout = attributes.StartToFireTimeout,
                WorkflowTaskCompletedEventId = context.TaskCompletedEventId,
            },
        });
        context.Run.Timers.Put(attributes.TimerId, new TimerRecord
        {
            TimerId = attributes.TimerId,
            StartedEventId = started.EventId,
            FireTime = Timestamp.FromDateTimeOffset(context.Transaction.Now + timeout),
        });
    }
}
