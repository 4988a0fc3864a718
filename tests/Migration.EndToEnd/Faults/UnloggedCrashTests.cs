using Migration.Conformance;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Faults;

/// <summary>A bulk load of tables that are not logged: a crash of PostgreSQL takes rows and ledger, and nobody is told that they are there.</summary>
public sealed class UnloggedCrashTests : IDisposable
{
    private readonly PostgresServer? server = PostgresServer.Start();

    public void Dispose() => server?.Dispose();

    [SkippableFact]
    public async Task Crash_InTheMiddleOfABulkLoad_BeginsTheTableAgain_AndEveryRowArrivesOnce()
    {
        Skip.If(server is null, PostgresServer.Missing);
        await using var deployment = new Deployment();
        var (source, target) = (new ProvenPostgres(server, "legacy", server.Port), new ProvenPostgres(server, "fresh", server.Port));
        source.CreateLegacy(users: 1_000);
        target.CreateDatabase();
        deployment.Configure([("LEGACY_DB", source), ("NEW_DB", target)]);
        var plan = PlanDocument.Write(deployment, "strategy: BULK\nconfiguration: { unlogged: true, batchSize: 10, maxRowsPerSecond: 10, maxRetries: 100, retryDelay: 50ms }");

        var execution = await deployment.StartMigrationAsync(plan);
        await Condition.EventuallyAsync("rows are moving", () => Rows(target, "_migration_unlogged_ranges") > 0 && Rows(target, "users") > 0);
        await deployment.MustAsync("migrate", "pause", execution, "--wait");
        await deployment.MustAsync("migrate", "validate", execution, "--table", "users");
        server.KillAll();
        server.StartAgain();
        Assert.Equal((0, 0), (Rows(target, "users"), Rows(target, "_migration_unlogged_ranges")));
        await deployment.MustAsync("migrate", "tune", execution, "--max-rows-per-second", "0");
        await deployment.MustAsync("migrate", "resume", execution);
        var status = await deployment.AwaitStatusAsync(execution, "COMPLETED");

        Assert.Contains("copied again from the beginning", status.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(source.State(), target.State());
        LedgerProof.AssertEachRangeOnce(source, target, execution, LegacyDatabase.Tables);
    }

    private static long Rows(ProvenPostgres target, string table) =>
        target.HasTable(table) ? long.Parse(target.Select($"SELECT count(*) FROM {table}").Single()[0], System.Globalization.CultureInfo.InvariantCulture) : 0;
}
