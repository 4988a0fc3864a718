using System.Diagnostics.CodeAnalysis;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Worker.Activities;

namespace Temporalio.Worker.LocalActivities;

/// <summary>One attempt of a local activity.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "The body may outlive the attempt, and watches the token until it ends.")]
internal sealed class LocalAttempt
{
    private readonly LocalAttemptSettings settings;
    private readonly LocalActivityRequest request;
    private readonly ActivityCancellation cancellation = new();

    internal LocalAttempt(
        LocalAttemptSettings settings,
        LocalActivityRequest request,
        int attempt,
        DateTimeOffset scheduled,
        ActivityCancellation outer)
    {
        this.settings = settings;
        this.request = request;
        var info = Info(attempt, scheduled);
        Body = Task.Run(() => RunAsync(info, outer));
    }

    /// <summary>Ends when the activity's code does, whatever the time limits say.</summary>
    internal Task<ActivityOutcome> Body { get; }

    /// <param name="left">Time until the limit of all attempts.</param>
    internal async Task<LocalActivityEnd?> EndAsync(TimeSpan? left)
    {
        var start = request.Options.StartToCloseTimeout;
        var byStart = start != null && !(left < start);
        using var bodyEnded = new CancellationTokenSource();
        var limit = Task.Delay(TimerSpan.Of(byStart ? start : left), settings.Time, bodyEnded.Token);
        if (await Task.WhenAny(Body, limit).ConfigureAwait(false) != Body)
        {
            await cancellation.RequestAsync(ActivityCancelReason.Timeout).ConfigureAwait(false);
            return LocalActivityEnd.TimedOut(byStart ? TimeoutType.StartToClose : TimeoutType.ScheduleToClose);
        }
        await bodyEnded.CancelAsync().ConfigureAwait(false);
        return ToEnd(await Body.ConfigureAwait(false));
    }

    private LocalActivityEnd? ToEnd(ActivityOutcome outcome)
    {
        if (outcome is ActivityOutcome.Completed completed)
            return new(completed.Result, null);
        // What such a cancellation does to the activity is nothing that the workflow should hear of.
        if (cancellation.Reason is ActivityCancelReason.WorkerShutdown or ActivityCancelReason.GoneFromServer)
            return null;
        return outcome switch
        {
            ActivityOutcome.Failed failed => new(null, failed.Failure),
            ActivityOutcome.Canceled => LocalActivityEnd.Canceled,
            _ => new(null, new()
            {
                Message = $"Local activity {request.ActivityType} can't complete asynchronously: its worker waits for it",
                ApplicationFailureInfo = new() { Type = nameof(CompleteAsyncException), NonRetryable = true },
            }),
        };
    }

    private async Task<ActivityOutcome> RunAsync(ActivityInfo info, ActivityCancellation outer)
    {
        var logger = settings.Loggers.CreateLogger($"Temporalio.Activity:{info.ActivityType}");
        using var scope = logger.BeginScope(info.LoggerScope);
        using var asked = outer.Token.Register(() => _ = cancellation.RequestAsync(outer.Reason));
        using var shut = settings.GraceOver.Register(() => _ = cancellation.RequestAsync(ActivityCancelReason.WorkerShutdown));
        var converter = settings.Client.Options.DataConverter;
        var context = new ActivityExecutionContext(
            info, logger, converter.PayloadConverter, cancellation.Reference, heartbeater: _ => { })
        {
            CancellationToken = cancellation.Token,
            WorkerShutdownToken = settings.WorkerShutdown,
            Client = settings.Client,
        };
        // The values have not left the process, so the codec has no part in it.
        return await ActivityInvocation.RunAsync(
            context, settings.Catalog, request.Input.Payloads_, converter with { PayloadCodec = null }, cancellation)
            .ConfigureAwait(false);
    }

    private ActivityInfo Info(int attempt, DateTimeOffset scheduled)
    {
        var workflow = request.Workflow;
        var now = settings.Time.GetUtcNow().UtcDateTime;
        return new(
            ActivityId: request.ActivityId,
            ActivityType: request.ActivityType,
            Attempt: attempt,
            CurrentAttemptScheduledTime: now,
            DataConverter: settings.Client.Options.DataConverter,
            HeartbeatDetails: [],
            HeartbeatTimeout: null,
            IsLocal: true,
            Namespace: workflow.Namespace,
            Priority: Priority.Default,
            RetryPolicy: request.Options.RetryPolicy,
            ScheduleToCloseTimeout: request.Options.ScheduleToCloseTimeout,
            ScheduledTime: scheduled.UtcDateTime,
            StartToCloseTimeout: request.Options.StartToCloseTimeout ?? request.Options.ScheduleToCloseTimeout,
            StartedTime: now,
            TaskQueue: settings.TaskQueue,
            TaskToken: [],
            WorkflowId: workflow.WorkflowId,
            WorkflowNamespace: workflow.Namespace,
            WorkflowRunId: workflow.RunId,
            WorkflowType: workflow.WorkflowType);
    }
}
