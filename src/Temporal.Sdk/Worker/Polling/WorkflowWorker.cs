using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Polling;

/// <summary>The workflow side of a worker: polls for tasks until it is stopped, then lets those at work end.</summary>
internal sealed class WorkflowWorker : IDisposable
{
    private readonly IWorkflowTaskService service;
    private readonly WorkflowWorkerSettings settings;
    private readonly ILogger logger;
    private readonly SemaphoreSlim slots;

    internal WorkflowWorker(IWorkflowTaskService service, WorkflowWorkerSettings settings)
    {
        this.service = service;
        this.settings = settings;
        logger = settings.Environment.LoggerFactory.CreateLogger<WorkflowWorker>();
        slots = new(settings.MaxConcurrentTasks);
        Handler = new(service, settings, logger);
    }

    internal WorkflowTaskHandler Handler { get; }

    public void Dispose() => slots.Dispose();

    /// <summary>Runs until the token is cancelled or polling is refused for good.</summary>
    internal async Task ExecuteAsync(CancellationToken stop)
    {
        using var polling = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var queue = settings.Environment.TaskQueue;
        var normal = Enumerable.Repeat(new TaskQueue { Name = queue, Kind = TaskQueueKind.Normal }, settings.NormalPolls);
        var sticky = Enumerable.Repeat(
            new TaskQueue { Name = settings.StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = queue },
            settings.StickyPolls);
        var pollers = normal.Concat(sticky).Select(source => PollAsync(source, polling.Token)).ToList();
        await Task.WhenAny(pollers).ConfigureAwait(false);
        Handler.Stop();
        await polling.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(pollers).ConfigureAwait(false);
        }
        finally
        {
            await EndTasksAsync().ConfigureAwait(false);
            await SayGoodbyeAsync().ConfigureAwait(false);
        }
    }

    private async Task PollAsync(TaskQueue queue, CancellationToken stop)
    {
        var request = new PollWorkflowTaskQueueRequest
        {
            Namespace = settings.Environment.Namespace,
            TaskQueue = queue,
            Identity = settings.Identity,
            WorkerInstanceKey = settings.WorkerInstanceKey,
        };
        try
        {
            while (true)
            {
                await slots.WaitAsync(stop).ConfigureAwait(false);
                await PollOnceAsync(request, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            logger.LogDebug("Polling of {Queue} ended", queue.Name);
        }
    }

    /// <summary>Uses the slot that the caller has taken.</summary>
    private async Task PollOnceAsync(PollWorkflowTaskQueueRequest request, CancellationToken stop)
    {
        Task? handling = null;
        try
        {
            var task = await service.PollAsync(request, stop).ConfigureAwait(false);
            if (!task.TaskToken.IsEmpty)
                handling = HandleAsync(task);
        }
        finally
        {
            if (handling == null)
                slots.Release();
        }
    }

    private async Task HandleAsync(PollWorkflowTaskQueueResponse task)
    {
        await Task.Yield();
        try
        {
            await Handler.HandleAsync(task).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The poller does not wait for this task, so this is the last place to hear of the error.
            logger.LogError(e, "Task of workflow {WorkflowId} could not be handled", task.WorkflowExecution?.WorkflowId);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task EndTasksAsync()
    {
        for (var slot = 0; slot < settings.MaxConcurrentTasks; slot++)
            await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Lets the service hand this worker's runs to others at once, instead of after the sticky timeout.</summary>
    private async Task SayGoodbyeAsync()
    {
        try
        {
            await service.ShutdownAsync(new()
            {
                Namespace = settings.Environment.Namespace,
                Identity = settings.Identity,
                WorkerInstanceKey = settings.WorkerInstanceKey,
                StickyTaskQueue = settings.Sticky ? settings.StickyQueue : string.Empty,
                Reason = "graceful shutdown",
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            logger.LogDebug(e, "The service was not told about the shutdown");
        }
    }
}
