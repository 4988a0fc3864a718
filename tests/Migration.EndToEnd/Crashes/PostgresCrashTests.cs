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
        var (legacyFile, newFile) = (new ProvenSqlite(deployment.Source, strict: true), new ProvenSqlite(deployment.Target));
        var (legacy, fromFile, fromServer) = (Database("legacy"), Database("from_file"), Database("from_server"));
        deployment.Configure([("LEGACY_FILE", legacyFile), ("NEW_FILE", newFile), ("LEGACY", legacy), ("FROM_FILE", fromFile), ("FROM_SERVER", fromServer)]);
        legacyFile.CreateLegacy(users: 3_000);
        legacy.CreateLegacy(users: 3_000);
        var fleet = new Fleet(deployment, apart: true);
        CrashPath[] paths =
        [
            new("sqlite → postgres", legacyFile, fromFile, Plan("LEGACY_FILE", "FROM_FILE")),
            new("postgres → postgres", legacy, fromServer, Plan("LEGACY", "FROM_SERVER")),
            new("postgres → sqlite", legacy, newFile, Plan("LEGACY", "NEW_FILE")),
        ];

        await CrashTest.RunAsync("PostgreSQL", deployment, new CrashScene(
            paths, fleet, [fleet, new SessionEnd(server), new DatabaseKill(server), new ConnectionLoss(proxy), new ConnectionSilence(proxy)]), CrashPlan.FromEnvironment.Kills / 4, output);

        ProvenPostgres Database(string name) => new(server, name, proxy.Port);

        string Plan(string source, string target) => PlanDocument.Write(deployment, source, target, "configuration: { batchSize: 25, maxRetries: 1000, retryDelay: 50ms }");
    }
}
