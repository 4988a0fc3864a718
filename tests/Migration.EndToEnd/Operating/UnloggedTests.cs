using System.Globalization;
using Migration.Conformance;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Operating;

/// <summary>Tables that are loaded unlogged, and whose load is given up: what was chosen to be kept outlives a crash of the server.</summary>
public sealed class UnloggedTests : IDisposable
{
    private readonly PostgresServer? server = PostgresServer.Start();

    public void Dispose() => server?.Dispose();

    [SkippableFact]
    public async Task Cancel_KeepInTheMiddle_LeavesRowsThatACrashDoesNotTake()
    {
        await using var deployment = new Deployment();
        var (execution, _, target) = await StartPausedAsync(deployment, "");

        await deployment.MustAsync("migrate", "cancel", execution, "--keep", "--wait");
        Crash();

        AssertKept(target, execution);
    }

    [SkippableFact]
    public async Task Skip_InTheMiddle_LeavesRowsThatACrashDoesNotTake_OnceTheOthersAreThere()
    {
        await using var deployment = new Deployment();
        var (execution, source, target) = await StartPausedAsync(deployment, "tables: [{ sourceTable: users }, { sourceTable: preferences }]");

        await deployment.MustAsync("migrate", "skip", execution, "--table", "users");
        await deployment.MustAsync("migrate", "tune", execution, "--max-rows-per-second", "0");
        await deployment.MustAsync("migrate", "resume", execution, "--wait");
        await deployment.AwaitStatusAsync(execution, "COMPLETED");
        Crash();

        AssertKept(target, execution);
        Assert.Equal(source.RowsWhere("preferences", "true"), target.RowsWhere("preferences", "true"));
    }

    private async Task<(string Execution, ProvenPostgres Source, ProvenPostgres Target)> StartPausedAsync(Deployment deployment, string tables)
    {
        Skip.If(server is null, PostgresServer.Missing);
        var (source, target) = (new ProvenPostgres(server, "legacy", server.Port), new ProvenPostgres(server, "fresh", server.Port));
        source.CreateLegacy(users: 60);
        target.CreateDatabase();
        deployment.Configure([("LEGACY_DB", source), ("NEW_DB", target)]);
        var plan = PlanDocument.Write(deployment, $"""
            strategy: BULK
            configuration: {"{ unlogged: true, batchSize: 2, maxRowsPerSecond: 2 }"}
            {tables}
            """);
        var execution = await deployment.StartMigrationAsync(plan);
        await Condition.EventuallyAsync("users are moving", () => target.HasTable("users") && Number(target, "SELECT count(*) FROM users") > 0);
        await deployment.MustAsync("migrate", "pause", execution, "--wait");
        return (execution, source, target);
    }

    private void Crash()
    {
        server!.KillAll();
        server.StartAgain();
    }

    private static void AssertKept(ProvenPostgres target, string execution)
    {
        var kept = Number(target, "SELECT count(*) FROM users");
        Assert.InRange(kept, 1, 59);
        Assert.Equal(kept, Number(target, $"SELECT sum(rows) FROM _migration_ranges WHERE execution = '{execution}' AND table_name = 'users'"));
        Assert.Empty(target.Select("SELECT 1 FROM _migration_unlogged_ranges"));
    }

    private static long Number(ProvenPostgres target, string sql) => long.Parse(target.Select(sql).Single()[0], CultureInfo.InvariantCulture);
}
