using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Migration.Activities;
using Migration.Connectors;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;

namespace Migration.Worker.Tests;

public sealed class WorkerRegistrationTests
{
    [Fact]
    public void AddMigrationWorker_Services_CanAllBeMade()
    {
        using var provider = Provider();
        Assert.NotNull(provider.GetRequiredService<MigrationActivities>());
        Assert.NotNull(provider.GetRequiredService<TableMigrationActivities>());
        Assert.NotNull(provider.GetRequiredService<RollbackCheckActivities>());
        Assert.NotNull(provider.GetRequiredService<ProofActivities>());
        Assert.Contains("sqlite", provider.GetRequiredService<ConnectorCatalog>().Kinds);
    }

    [Fact]
    public void AddMigrationWorker_WorkerOptions_SeePauseSoonAndWaitForBatches()
    {
        using var provider = Provider();
        var worker = provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>().Get("migration");
        Assert.Equal(TimeSpan.FromMilliseconds(250), worker.MaxHeartbeatThrottleInterval);
        Assert.Equal(TimeSpan.FromMilliseconds(250), worker.DefaultHeartbeatThrottleInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), worker.GracefulShutdownTimeout);
        Assert.Equal(TimeSpan.FromSeconds(2), worker.StickyQueueScheduleToStartTimeout);
        Assert.Equal(4, worker.Workflows.Count);
    }

    [Fact]
    public void AddMigrationWorker_ClientOptions_AreThoseOfTheWorker()
    {
        using var provider = Provider();
        var client = provider.GetRequiredService<IOptions<TemporalClientConnectOptions>>().Value;
        Assert.Equal(("localhost:7233", "moves"), (client.TargetHost, client.Namespace));
    }

    private static ServiceProvider Provider() => new ServiceCollection()
        .AddLogging()
        .AddMigrationWorker(options =>
        {
            options.Address = "localhost:7233";
            options.Namespace = "moves";
        })
        .BuildServiceProvider();
}
