using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Client.Rpc;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Runs a worker as long as its host runs. A server that is not there yet is waited for.</summary>
public class TemporalWorkerService : BackgroundService
{
    private readonly ITemporalClient client;
    private readonly TemporalWorkerOptions workerOptions;

    public TemporalWorkerService(TemporalWorkerServiceOptions options)
        : this(options.ClientOptions ?? throw new ArgumentException("ClientOptions are required", nameof(options)), options)
    {
    }

    public TemporalWorkerService(TemporalClientConnectOptions clientOptions, TemporalWorkerOptions workerOptions)
        : this(TemporalClient.CreateLazy(clientOptions), workerOptions)
    {
    }

    public TemporalWorkerService(ITemporalClient client, TemporalWorkerOptions workerOptions)
    {
        this.client = client;
        this.workerOptions = workerOptions;
    }

    /// <summary>The worker of a task queue, from its named options and the registered client.</summary>
    internal static TemporalWorkerService Create(IServiceProvider provider, string taskQueue)
    {
        var options = (TemporalWorkerServiceOptions)provider
            .GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>().Get(taskQueue).Clone();
        if (options.TaskQueue != taskQueue)
        {
            throw new InvalidOperationException(
                $"The worker was added for task queue {taskQueue}, but its options say {options.TaskQueue}");
        }
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        if (options.ClientOptions is { } own)
        {
            own.LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance;
            return new(own, options);
        }
        return provider.GetService<ITemporalClient>() is { } shared
            ? new(shared, options)
            : throw new InvalidOperationException(
                $"The worker of task queue {taskQueue} has neither client options nor a registered client");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ConnectAsync(stoppingToken).ConfigureAwait(false);
        using var worker = new TemporalWorker(client, workerOptions);
        await worker.ExecuteAsync(stoppingToken).ConfigureAwait(false);
    }

    private async Task ConnectAsync(CancellationToken stoppingToken)
    {
        var logger = (workerOptions.LoggerFactory ?? client.Options.LoggerFactory).CreateLogger<TemporalWorkerService>();
        var backoff = new ExponentialBackoff(TimeSpan.FromMilliseconds(200), 2, TimeSpan.FromSeconds(10), 0.2);
        while (true)
        {
            try
            {
                await client.Connection.ConnectAsync().ConfigureAwait(false);
                return;
            }
            catch (InvalidOperationException e)
            {
                logger.LogWarning("The worker of {TaskQueue} waits for Temporal: {Message}", workerOptions.TaskQueue, e.Message);
            }
            await Task.Delay(backoff.Next(), stoppingToken).ConfigureAwait(false);
        }
    }
}
