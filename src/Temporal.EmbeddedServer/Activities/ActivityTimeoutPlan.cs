using Google.Protobuf.WellKnownTypes;
using Temporal.EmbeddedServer.Commands;
using Temporal.EmbeddedServer.Runs;
using Temporalio.Api.Command.V1;

namespace Temporal.EmbeddedServer.Activities;

/// <summary>The timeouts of an activity after the rules that fill and cap them; zero means none.</summary>
internal sealed record ActivityTimeoutPlan(Duration ScheduleToClose, Duration ScheduleToStart, Duration StartToClose, Duration Heartbeat)
{
    public static ActivityTimeoutPlan Of(ScheduleActivityTaskCommandAttributes attributes, TimeSpan? runTimeout)
    {
        RefuseNegative(attributes);
        var toClose = attributes.ScheduleToCloseTimeout.OrNull();
        var toStart = attributes.ScheduleToStartTimeout.OrNull();
        var startToClose = attributes.StartToCloseTimeout.OrNull();
        if (toClose is not null)
        {
            toStart = Durations.Min(toStart, toClose);
            startToClose = Durations.Min(startToClose, toClose);
        }
        else if (startToClose is not null)
        {
            toClose = runTimeout;
            toStart ??= runTimeout;
        }
        else
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.BadScheduleActivityAttributes,
                $"A valid StartToClose or ScheduleToCloseTimeout is not set on command. ActivityId={attributes.ActivityId}");
        }

        startToClose = Durations.Min(startToClose, runTimeout);
        return new(
            Durations.Min(toClose, runTimeout).ToDuration(),
            Durations.Min(toStart, runTimeout).ToDuration(),
            startToClose.ToDuration(),
            Durations.Min(attributes.HeartbeatTimeout.OrNull(), attributes.HeartbeatTimeout.OrNull() is null ? null : startToClose).ToDuration());
    }

    private static void RefuseNegative(ScheduleActivityTaskCommandAttributes attributes)
    {
        Duration?[] all = [attributes.ScheduleToCloseTimeout, attributes.ScheduleToStartTimeout, attributes.StartToCloseTimeout, attributes.HeartbeatTimeout];
        if (all.Any(d => d is { } timeout && (timeout.Seconds < 0 || timeout.Nanos < 0)))
        {
            throw new BadCommandException(
                WorkflowTaskFailedCause.BadScheduleActivityAttributes, $"A timeout of activity '{attributes.ActivityId}' is negative.");
        }
    }
}
