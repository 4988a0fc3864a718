using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Migration.Worker;

/// <summary>A worker alone in a host of its own, for a process or a part of one.</summary>
public static class MigrationWorkerHost
{
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromSeconds(5);

    /// <summary>Starting the host fails when the options are wrong or the Temporal service can't be reached.</summary>
    public static IHost Create(Action<MigrationWorkerOptions> configure, WorkerLogOptions logs)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "Migration.Worker" });
        builder.Logging.AddMigrationLogging(logs);
        builder.Services.AddMigrationWorker(configure);
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<MigrationWorkerOptions>>((host, worker) =>
            host.ShutdownTimeout = worker.Value.GracefulShutdownTimeout + BeyondGrace);
        return builder.Build();
    }
}
