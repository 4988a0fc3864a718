using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Worker.Activities;

/// <summary>Polls a task queue for activities and runs them, as many at once as there are slots.</summary>
internal sealed class ActivityWorker : IEagerActivities, IDisposable
{
    private readonly ITemporalClient client;
    private readonly TemporalWorkerOptions options;
    private readonly TimeProvider time;
    private readonly ActivityCatalog catalog;
    private readonly ILoggerFactory loggerFactory;
    private readonly ILogger logger;
    private readonly SemaphoreSlim slots;
    private readonly CancellationTokenSource shutdown = new();
    private readonly ConcurrentDictionary<ActivityAttempt, Task> running = new();
    private readonly Lock gate = new();
    private readonly TaskCompletionSource noneReserved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool closing;
    private int reserved;

    public ActivityWorker(ITemporalClient client, TemporalWorkerOptions options, TimeProvider? time = null)
    {
        this.client = client;
        this.options = options;
        this.time = time ?? TimeProvider.System;
        catalog = new ActivityCatalog(options.Activities);
        loggerFactory = options.LoggerFactory ?? client.Options.LoggerFactory ?? NullLoggerFactory.Instance;
        logger = loggerFactory.CreateLogger<ActivityWorker>();
        slots = new SemaphoreSlim(options.MaxConcurrentActivities ?? 100);
    }

    /// <summary>Names the worker to the server; every poll of one worker carries the same key.</summary>
    public string WorkerInstanceKey { get; init; } = Guid.NewGuid().ToString();

    /// <summary>
    /// Runs until the token is cancelled: then polling ends, activities learn of the shutdown at once, are
    /// cancelled after the grace period, and are waited for.
    /// </summary>
    /// <exception cref="Exceptions.RpcException">The server refuses polls for good.</exception>
    public async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var polling = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var pollers = Enumerable.Range(0, Math.Max(1, options.MaxConcurrentActivityTaskPolls))
            .Select(_ => PollAsync(polling.Token)).ToList();
        try
        {
            await (await Task.WhenAny(pollers).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await polling.CancelAsync().ConfigureAwait(false);
            await ShutDownAsync(pollers).ConfigureAwait(false);
        }
    }

    public bool TryReserve()
    {
        lock (gate)
        {
            if (closing || !slots.Wait(0))
                return false;
            reserved++;
            return true;
        }
    }

    void IEagerActivities.Start(PollActivityTaskQueueResponse task)
    {
        Start(task);
        EndReservation();
    }

    public void Release()
    {
        slots.Release();
        EndReservation();
    }

    public void Dispose()
    {
        slots.Dispose();
        shutdown.Dispose();
    }

    private async Task PollAsync(CancellationToken stoppingToken)
    {
        var request = PollRequest();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await slots.WaitAsync(stoppingToken).ConfigureAwait(false);
                await PollOnceAsync(request, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task PollOnceAsync(PollActivityTaskQueueRequest request, CancellationToken stoppingToken)
    {
        PollActivityTaskQueueResponse? task = null;
        try
        {
            task = await client.PollAsync(request, logger, stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            if (task is not { TaskToken.IsEmpty: false })
                slots.Release();
        }
        if (!task.TaskToken.IsEmpty)
            Start(task);
    }

    private void Start(PollActivityTaskQueueResponse task)
    {
        var attempt = new ActivityAttempt(client, options, catalog, loggerFactory, time, task, shutdown.Token);
        // The body may block, and must not keep this poller from its next task.
        var run = Task.Run(() => RunAsync(attempt));
        running[attempt] = run;
        if (run.IsCompleted)
            running.TryRemove(attempt, out _);
    }

    private async Task RunAsync(ActivityAttempt attempt)
    {
        try
        {
            await attempt.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
            running.TryRemove(attempt, out _);
            attempt.Dispose();
        }
    }

    private void EndReservation()
    {
        lock (gate)
        {
            if (--reserved == 0 && closing)
                noneReserved.TrySetResult();
        }
    }

    private void Close()
    {
        lock (gate)
        {
            closing = true;
            if (reserved == 0)
                noneReserved.TrySetResult();
        }
    }

    private async Task ShutDownAsync(List<Task> pollers)
    {
        Close();
        await shutdown.CancelAsync().ConfigureAwait(false);
        // A poll or the answer to a workflow task that is just coming may still bring an activity, which has to run to its end as well.
        await Task.WhenAll(pollers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await noneReserved.Task.ConfigureAwait(false);
        var rest = Task.WhenAll(running.Values);
        if (rest.IsCompleted)
            return;
        logger.LogInformation(
            "Activity worker of {TaskQueue} is shutting down; {Count} activities have {Grace} to end",
            options.TaskQueue, running.Count, options.GracefulShutdownTimeout);
        await Task.WhenAny(rest, Task.Delay(TimerSpan.Of(options.GracefulShutdownTimeout), time)).ConfigureAwait(false);
        foreach (var attempt in running.Keys)
            await attempt.Cancellation.RequestAsync(ActivityCancelReason.WorkerShutdown).ConfigureAwait(false);
        await rest.ConfigureAwait(false);
    }

    private PollActivityTaskQueueRequest PollRequest() => new()
    {
        Namespace = client.Options.Namespace,
        TaskQueue = new() { Name = options.TaskQueue, Kind = Api.Enums.V1.TaskQueueKind.Normal },
        TaskQueueMetadata = options.MaxTaskQueueActivitiesPerSecond is { } rate ? new() { MaxTasksPerSecond = rate } : null,
        Identity = options.Identity ?? client.Connection.Options.Identity,
        WorkerInstanceKey = WorkerInstanceKey,
    };
}
