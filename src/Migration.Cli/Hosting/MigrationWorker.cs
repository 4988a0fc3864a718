using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Migration.Cli.Session;
using Migration.Connectors;
using Migration.Worker;

namespace Migration.Cli.Hosting;

/// <summary>A worker for migrations in this process. Disposing it waits for the batches in flight.</summary>
internal sealed class MigrationWorker : IAsyncDisposable
{
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromSeconds(5);
    private readonly IHost _host;

    private MigrationWorker(IHost host) => _host = host;

    /// <param name="identity">Null lets it name itself after process and machine.</param>
    /// <param name="console">Log lines for a person too, beside the file.</param>
    public static async Task<MigrationWorker> StartAsync(
        CliSession session, string address, string? identity, bool console, CancellationToken cancel)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "snowflake-deploy" });
        builder.Logging.AddMigrationLogging(new WorkerLogOptions { Folder = session.Home.Logs, Console = console });
        builder.Services.AddMigrationWorker(options => options.With(session.Deployment, address).Identity = identity);
        builder.Services.AddSingleton(provider => new ConnectorCatalog(
            provider.GetServices<IConnector>(), new LiveDatabases(session.Deployment, session.Environment.Variable)));
        // Longer than the worker's own grace, or the batches in flight would be cut off after all.
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<MigrationWorkerOptions>>((stop, worker) =>
            stop.ShutdownTimeout = worker.Value.GracefulShutdownTimeout + BeyondGrace);
        var host = builder.Build();
        await host.StartAsync(cancel);
        return new MigrationWorker(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
