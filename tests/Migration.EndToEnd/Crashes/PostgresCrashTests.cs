using Migration.Conformance;
using Migration.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Migration.EndToEnd.Crashes;

/// <summary>PostgreSQL as source and as target: it, the product and the network between the two fail again and again.</summary>
public sealed class PostgresCrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly PostgresServer? server = PostgresServer.Start();

    public void Dispose() => server?.Dispose();

    [SkippableFact]
    public async Task Fault_OfServerWorkerDatabaseOrNetwork_LosesNothingAndRepeatsNothing()
    {
        Skip.If(server is null, PostgresServer.Missing);
        using var proxy = new LoopbackProxy(server.Port);
        await using var deployment = new Deployment();
        var fleet = new Fleet(deployment, apart: true);
        var paths = PostgresPaths.Create(deployment, (server, proxy.Port), users: 3_000, "configuration: { batchSize: 25, maxRetries: 1000, retryDelay: 50ms }");

        await CrashTest.RunAsync("PostgreSQL", deployment, new CrashScene(
            paths, fleet, [fleet, new SessionEnd(server), new DatabaseKill(server), new ConnectionLoss(proxy), new ConnectionSilence(proxy)]), CrashPlan.FromEnvironment.Kills / 4, output);
    }
}
