using Migration.Conformance;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Databases;

/// <summary>A legacy database moves into an emulated account, and on inside it, by the user's commands alone.</summary>
public sealed class SnowflakeTests
{
    [SkippableFact]
    public async Task Legacy_MovesToProduction_AndOnToStaging_AndStagingIsTakenBack()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        await using var deployment = new Deployment();
        await File.WriteAllTextAsync(deployment.PathOf("snowflake-deploy.yaml"), $$"""
            databases:
              LEGACY_DB: { kind: sqlite, path: "legacy.db" }
              {{account.Configure("PROD_DB")}}
              {{account.Configure("STAGING_DB")}}
            """);
        LegacyDatabase.Create(deployment.Source, users: 200);

        await MoveAsync(deployment, "into_snowflake", "LEGACY_DB", "PROD_DB", plan => plan
            .Replace("warehouseSize: UNCHANGED", "warehouseSize: LARGE", StringComparison.Ordinal)
            .Replace("suspendWarehouse: false", "suspendWarehouse: true", StringComparison.Ordinal));
        Assert.Contains(account.Emulator.Log.Executions, execution => execution.Text.Contains("WAREHOUSE_SIZE = 'LARGE'", StringComparison.Ordinal));
        Assert.True(account.Engine.Warehouses["COMPUTE_WH"] is { Size: "XSMALL", Comment: "", IsStarted: false }, $"{account.Engine.Warehouses["COMPUTE_WH"]}");
        var sent = account.Emulator.Log.Executions.Count;
        account.Run("PROD_DB", "CREATE SEQUENCE numbers START = 7; CREATE TABLE tickets(id NUMBER(10,0) DEFAULT numbers.NEXTVAL, note VARCHAR); INSERT INTO tickets (note) VALUES ('one'), ('two')");
        account.Run("PROD_DB", "CREATE VIEW named AS SELECT id FROM users; CREATE SECURE VIEW counted AS SELECT COUNT(*) AS n FROM PROD_DB.PUBLIC.named; CREATE OR REPLACE VIEW named COMMENT = 'who' AS SELECT id, 1 AS one FROM users");
        var sync = await MoveAsync(deployment, "table_sync", "PROD_DB", "STAGING_DB", wholeSchema: true);

        foreach (var table in (string[])["users", "profiles", "preferences"])
            Assert.Equal((table, $"{DatabaseProof.Count(deployment.Source, table)}"), (table, Assert.Single(account.Rows("STAGING_DB", $"SELECT COUNT(*) FROM {table}"))));
        Assert.Equal(account.Rows("PROD_DB", "SELECT HASH_AGG(*) FROM users"), account.Rows("STAGING_DB", "SELECT HASH_AGG(*) FROM users"));
        Assert.Equal(["200"], account.Rows("STAGING_DB", "SELECT n FROM counted"));
        Assert.Equal(["STAGING_DB.PUBLIC.NUMBERS.NEXTVAL"], account.Rows("STAGING_DB", "SELECT column_default FROM information_schema.columns WHERE table_name = 'TICKETS' AND column_name = 'ID'"));
        Assert.Equal(["9"], account.Rows("STAGING_DB", "SELECT next_value FROM information_schema.sequences"));
        // No row left the account on the way.
        Assert.DoesNotContain(account.Emulator.Log.Executions.Skip(sent), execution => execution.Text.Contains("PARSE_JSON", StringComparison.Ordinal));

        account.Run("STAGING_DB", "CREATE OR REPLACE VIEW named AS SELECT 1 AS mine");
        await deployment.MustAsync("migrate", "rollback", sync, "--wait");

        var problems = (await deployment.MustAsync("migrate", "status", sync)).Json.GetProperty("problems").EnumerateArray();
        Assert.Equal("views.NAMED", Assert.Single(problems, problem => problem.GetProperty("code").GetString() == "ROLLBACK_KEPT").GetProperty("path").GetString());
        Assert.Empty(account.Rows("STAGING_DB", "SELECT sequence_name FROM information_schema.sequences"));
        Assert.Equal(["NAMED"], account.Rows("STAGING_DB", "SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC' AND NOT STARTSWITH(table_name, '_MIGRATION_')"));
    }

    private static async Task<string> MoveAsync(Deployment deployment, string name, string from, string to, Func<string, string>? edit = null, bool wholeSchema = false)
    {
        string[] tables = wholeSchema ? [] : ["--tables", "users,profiles,preferences"];
        var created = await deployment.MustAsync(["migrate", "plan", "create", name, "--source-database", from, "--target-database", to, .. tables, "--enable-rollback"]);
        var plan = created.Text("id");
        if (edit is not null)
            await File.WriteAllTextAsync(created.Text("path"), edit(await File.ReadAllTextAsync(created.Text("path"))));
        await deployment.MustAsync("migrate", "plan", "validate", plan);
        return await deployment.MigrateToAsync(plan, "COMPLETED");
    }
}
