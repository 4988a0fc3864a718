using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Activities;
using Temporalio.Worker.LocalActivities;
using Temporalio.Worker.Polling;

namespace Temporalio.Worker;

/// <summary>
/// Runs workflows and activities of one task queue. It starts once, runs until its token is cancelled, and waits for
/// a service that has gone away.
/// </summary>
public class TemporalWorker : IDisposable
{
    private readonly TemporalConnection connection;
    private readonly ILogger logger;
    private readonly WorkflowWorker? workflows;
    private readonly LocalActivityRunner locals;
    private readonly ActivityWorker? activities;
    private int started;

    /// <param name="client">A connected client of this library.</param>
    /// <param name="options">Copied: later changes have no effect.</param>
    public TemporalWorker(IWorkerClient client, TemporalWorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        var temporal = AssertConnected(client);
        connection = (TemporalConnection)temporal.Connection;
        Client = client;
        Options = (TemporalWorkerOptions)options.Clone();
        if (string.IsNullOrEmpty(Options.TaskQueue))
            throw new ArgumentException("A worker needs a TaskQueue", nameof(options));
        if (Options.Activities.Count == 0 && Options.Workflows.Count == 0)
            throw new ArgumentException("A worker needs at least one workflow or activity", nameof(options));
        logger = LoggerFactory.CreateLogger<TemporalWorker>();
        var key = Guid.NewGuid().ToString();
        locals = new(temporal, Options);
        if (Options.Activities.Count > 0)
            activities = new(temporal, Options) { WorkerInstanceKey = key };
        if (Options.Workflows.Count > 0)
        {
            workflows = new(
                new ConnectionTaskService(connection, logger),
                WorkerSettings.ForWorkflows(this, connection, locals, activities, key));
        }
    }

    public TemporalWorkerOptions Options { get; }

    public IWorkerClient Client { get; }

    internal ILoggerFactory LoggerFactory => Options.LoggerFactory ?? Client.Options.LoggerFactory;

    /// <summary>Runs until the token is cancelled; then throws <see cref="OperationCanceledException" />.</summary>
    public Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync<ValueTuple>(null, stoppingToken);

    /// <summary>Runs until the given work is done.</summary>
    public Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default) =>
        RunAsync<ValueTuple>(
            async () =>
            {
                await untilComplete().ConfigureAwait(false);
                return default;
            },
            stoppingToken);

    /// <summary>Runs until the given work is done, and returns its result.</summary>
    public Task<TResult> ExecuteAsync<TResult>(
        Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default) =>
        RunAsync(untilComplete, stoppingToken);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        workflows?.Dispose();
        activities?.Dispose();
        locals.Dispose();
    }

    private static ITemporalClient AssertConnected(IWorkerClient client) =>
        client is ITemporalClient { Connection: TemporalConnection { IsConnected: true } } connected
            ? connected
            : throw new InvalidOperationException(
                "A worker needs a connected TemporalClient: a lazy one must have been connected before");

    private async Task<TResult> RunAsync<TResult>(Func<Task<TResult>>? untilComplete, CancellationToken stoppingToken)
    {
        if (Interlocked.Exchange(ref started, 1) != 0)
            throw new InvalidOperationException("A worker starts once");
        await ValidateNamespaceAsync().ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var sides = StartSides(stop.Token);
        var stopped = Task.Delay(Timeout.Infinite, stop.Token);
        var user = untilComplete?.Invoke();
        await Task.WhenAny([.. sides, stopped, .. user == null ? Array.Empty<Task>() : [user]]).ConfigureAwait(false);
        logger.LogInformation("Worker of task queue {TaskQueue} is shutting down", Options.TaskQueue);
        await stop.CancelAsync().ConfigureAwait(false);
        locals.BeginShutdown();
        await Task.WhenAll(sides).ConfigureAwait(false);
        if (user is { IsCompleted: true })
            return await user.ConfigureAwait(false);
        stoppingToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException($"The worker of task queue {Options.TaskQueue} stopped by itself");
    }

    private List<Task> StartSides(CancellationToken stop)
    {
        var sides = new List<Task>();
        if (workflows != null)
            sides.Add(workflows.ExecuteAsync(stop));
        if (activities != null)
            sides.Add(activities.ExecuteAsync(stop));
        return sides;
    }

    private async Task ValidateNamespaceAsync()
    {
        try
        {
            await connection.WorkflowService.DescribeNamespaceAsync(
                new() { Namespace = Client.Options.Namespace }, new() { Retry = true }).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            throw new InvalidOperationException(
                $"Namespace {Client.Options.Namespace} does not exist on {connection.Options.TargetHost}: create it first", e);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.Unimplemented)
        {
            logger.LogDebug(e, "The service cannot describe namespaces");
        }
    }
}
