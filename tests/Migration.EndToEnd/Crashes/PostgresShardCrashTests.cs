using Migration.Conformance;
using Migration.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Migration.EndToEnd.Crashes;

/// <summary>Several shards of one table are in work, from and to PostgreSQL, when it or the product dies.</summary>
public sealed class PostgresShardCrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly PostgresServer? server = PostgresServer.Start();

    public void Dispose() => server?.Dispose();

    [SkippableFact]
    public async Task Fault_WhileShardsAreCopied_LosesNothingAndRepeatsNothing()
    {
        Skip.If(server is null, PostgresServer.Missing);
        await using var deployment = new Deployment();
        var fleet = new Fleet(deployment, apart: true);
        // Slow enough that kills meet the copy.
        var paths = PostgresPaths.Create(
            deployment, (server, server.Port), users: 40_000, "strategy: PARALLEL\nconfiguration: { parallelism: 3, batchSize: 200, maxRowsPerSecond: 80000, maxRetries: 1000, retryDelay: 50ms }");

        await CrashTest.RunAsync("shards on PostgreSQL", deployment, new CrashScene(
            paths, fleet, [fleet, new SessionEnd(server), new DatabaseKill(server)]) { CutTables = ["users", "profiles"] }, CrashPlan.FromEnvironment.Kills / 8, output);
    }
}
