using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Worker.Execution;
using Temporalio.Workflows;

namespace Temporalio.Worker.Commands;

/// <summary>The durable timers of a run.</summary>
internal sealed class Timers(WorkflowContext context)
{
    private uint count;

    internal Task DelayAsync(DelayOptions options)
    {
        context.AssertWritable("start a timer");
        var token = options.CancellationToken ?? context.CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromCanceled(token);
        var delay = options.Delay;
        if (delay < TimeSpan.Zero && delay != Timeout.InfiniteTimeSpan)
            throw new ArgumentException("A delay is infinite or not negative", nameof(options));
        var fired = new TaskCompletionSource();
        var timer = delay == Timeout.InfiniteTimeSpan ? null : Start(delay, options.Summary, fired);
        return context.QueueAsync(async () =>
        {
            using var registration = token.Register(() =>
            {
                if (fired.TrySetCanceled(token))
                    timer?.Cancel();
            });
            await fired.Task;
        });
    }

    private TimerOperation Start(TimeSpan delay, string? summary, TaskCompletionSource fired)
    {
        // The service takes no timer of zero length.
        var duration = delay == TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : delay;
        var timer = new TimerOperation(context, $"{++count}", fired);
        timer.Start(Duration.FromTimeSpan(duration), context.PayloadConverter.ToMetadata(summary));
        return timer;
    }

    private sealed class TimerOperation(WorkflowContext context, string id, TaskCompletionSource fired)
    {
        private IssuedCommand? start;
        private bool over;

        internal void Start(Duration duration, Api.Sdk.V1.UserMetadata? metadata)
        {
            start = new()
            {
                Event = EventType.TimerStarted,
                Subject = $"timer {id}",
                Differs = e => e.TimerStartedEventAttributes.TimerId == id
                    ? null
                    : $"the event is about timer {e.TimerStartedEventAttributes.TimerId}",
                Confirmed = e => context.Operations.Begin(e.EventId, fire =>
                {
                    over = true;
                    context.Operations.End(e.EventId);
                    context.Jobs.Add(JobOrder.Resolution, () => fired.TrySetResult());
                }),
                Command = new()
                {
                    CommandType = CommandType.StartTimer,
                    StartTimerCommandAttributes = new() { TimerId = id, StartToFireTimeout = duration },
                    UserMetadata = metadata,
                },
            };
            context.Commands.Issue(start);
        }

        internal void Cancel()
        {
            if (over)
                return;
            over = true;
            if (!start!.IsConfirmed)
            {
                start.Withdraw();
                return;
            }
            context.Commands.Issue(new()
            {
                Event = EventType.TimerCanceled,
                Subject = $"timer {id}",
                Differs = e => e.TimerCanceledEventAttributes.TimerId == id
                    ? null
                    : $"the event is about timer {e.TimerCanceledEventAttributes.TimerId}",
                Command = new()
                {
                    CommandType = CommandType.CancelTimer,
                    CancelTimerCommandAttributes = new() { TimerId = id },
                },
            });
        }
    }
}
