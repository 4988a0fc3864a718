using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Worker.Activities;

/// <summary>One attempt of one activity, from its task to its answer.</summary>
internal sealed class ActivityAttempt : IDisposable
{
    /// <summary>The server times an attempt out first; this much later the attempt can be sure that it did.</summary>
    private static readonly TimeSpan TimeoutMargin = TimeSpan.FromSeconds(5);

    private readonly ITemporalClient client;
    private readonly ActivityCatalog catalog;
    private readonly TimeProvider time;
    private readonly PollActivityTaskQueueResponse task;
    private readonly ActivityInfo info;
    private readonly ILogger logger;
    private readonly Heartbeats heartbeats;
    private readonly ActivityReport report;
    private readonly CancellationToken workerShutdown;

    public ActivityAttempt(
        ITemporalClient client,
        TemporalWorkerOptions options,
        ActivityCatalog catalog,
        ILoggerFactory loggerFactory,
        TimeProvider time,
        PollActivityTaskQueueResponse task,
        CancellationToken workerShutdown)
    {
        this.client = client;
        this.catalog = catalog;
        this.time = time;
        this.task = task;
        this.workerShutdown = workerShutdown;
        info = ActivityInfoReader.Read(task, client, options.TaskQueue!);
        logger = loggerFactory.CreateLogger($"Temporalio.Activity:{info.ActivityType}");
        var identity = options.Identity ?? client.Connection.Options.Identity;
        heartbeats = new Heartbeats(
            new HeartbeatSender(client, task.TaskToken, identity, Cancellation, logger).SendAsync,
            HeartbeatInterval.Of(info.HeartbeatTimeout, options),
            time);
        report = new ActivityReport(client, task.TaskToken, identity, logger, workerShutdown);
    }

    public ActivityCancellation Cancellation { get; } = new();

    public async Task RunAsync()
    {
        using var scope = logger.BeginScope(info.LoggerScope);
        await using var timeout = TimeoutTimer();
        var outcome = await OutcomeAsync().ConfigureAwait(false);
        // A completed activity needs no progress any more; every other end may be followed by an attempt that does.
        await heartbeats.FinishAsync(flush: outcome is not ActivityOutcome.Completed).ConfigureAwait(false);
        await report.SendAsync(outcome).ConfigureAwait(false);
    }

    public void Dispose()
    {
        heartbeats.Dispose();
        Cancellation.Dispose();
    }

    private Task<ActivityOutcome> OutcomeAsync() => ActivityInvocation.RunAsync(
        Context(), catalog, task.Input?.Payloads_.ToList() ?? [], client.Options.DataConverter, Cancellation);

    private ActivityExecutionContext Context() => new(
        info, logger, client.Options.DataConverter.PayloadConverter, Cancellation.Reference, heartbeats.Record)
    {
        CancellationToken = Cancellation.Token,
        WorkerShutdownToken = workerShutdown,
        Client = client,
    };

    private ITimer TimeoutTimer() => time.CreateTimer(
        _ => Cancellation.RequestAsync(ActivityCancelReason.Timeout),
        null,
        TimerSpan.Of(info.StartToCloseTimeout + TimeoutMargin),
        Timeout.InfiniteTimeSpan);
}
