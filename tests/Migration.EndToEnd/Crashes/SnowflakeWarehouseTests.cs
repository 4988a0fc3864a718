using Migration.Conformance;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Crashes;

/// <summary>A worker that is killed while it resizes a warehouse, and another while it puts the size back.</summary>
public sealed class SnowflakeWarehouseTests
{
    [SkippableFact]
    public async Task Warehouse_IsPutBack_ThoughWorkersAreKilledWhileTheyChangeIt()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        await using var deployment = new Deployment();
        await File.WriteAllTextAsync(deployment.PathOf("snowflake-deploy.yaml"), $$"""
            databases:
              LEGACY_DB: { kind: sqlite, path: "legacy.db" }
              {{account.Configure("NEW_DB")}}
            """);
        LegacyDatabase.Create(deployment.Source, users: 20);
        await deployment.StartAsync("server", "run", "--temporal-port", "0", "--no-worker");
        var first = await deployment.StartAsync("worker", "run");
        var enlarges = account.Gates.Hold(text => text.Contains("WAREHOUSE_SIZE = 'LARGE'", StringComparison.Ordinal));

        var execution = await deployment.StartMigrationAsync(PlanDocument.Write(deployment, "tables: [{ sourceTable: users }]\nconfiguration: { warehouseSize: LARGE }"));
        await enlarges.Reached.WaitAsync(TimeSpan.FromMinutes(4));
        Assert.True(first.Kill());
        enlarges.Open();

        var restores = account.Gates.Hold(text => text.Contains("WAREHOUSE_SIZE = 'XSMALL'", StringComparison.Ordinal));
        var second = await deployment.StartAsync("worker", "run");
        await restores.Reached.WaitAsync(TimeSpan.FromMinutes(4));
        Assert.Equal("LARGE", account.Engine.Warehouses["COMPUTE_WH"].Size);
        Assert.True(second.Kill());
        restores.Open();
        await deployment.StartAsync("worker", "run");
        await deployment.AwaitStatusAsync(execution, "COMPLETED");

        Assert.True(account.Engine.Warehouses["COMPUTE_WH"] is { Size: "XSMALL", Comment: "" }, $"{account.Engine.Warehouses["COMPUTE_WH"]}");
        Assert.Equal(["20"], account.Rows("NEW_DB", "SELECT COUNT(*) FROM users"));
    }
}
