using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Databases;

/// <summary>A whole schema moves, whatever its names, keys and values are like.</summary>
public sealed class AwkwardDatabaseTests
{
    [Theory]
    [InlineData("2")]
    [InlineData("10000")]
    public async Task Schema_Whole_ArrivesEqual(string batchSize)
    {
        await using var deployment = Deploy();
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync("--batch-size", batchSize), "COMPLETED");

        Assert.Equal(SchemaProof.Of(deployment.Source), SchemaProof.Of(deployment.Target));
        foreach (var table in DatabaseProof.TableNames(deployment.Source))
            Assert.Equal((table, DatabaseProof.Rows(deployment.Source, table)), (table, DatabaseProof.Rows(deployment.Target, table)));
        LedgerProof.AssertEachRangeOnce(deployment.Source, deployment.Target, execution, [.. DatabaseProof.TableNames(deployment.Source)]);
        Assert.All((await deployment.StatusAsync(execution)).GetProperty("tables").EnumerateArray(), table =>
            Assert.Equal("EQUAL", table.GetProperty("validation").GetString()));
    }

    [Fact]
    public async Task Schema_RolledBack_IsGoneWithItsViewsAndTriggers()
    {
        await using var deployment = Deploy();
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");

        await deployment.MustAsync("migrate", "rollback", execution, "--wait");

        Assert.Equal("", DatabaseProof.Schema(deployment.Target));
    }

    [Fact]
    public async Task Type_Schema_CreatesTablesWithoutRows()
    {
        await using var deployment = Deploy();
        await deployment.MigrateToAsync(await deployment.PlanAsync("--type", "SCHEMA"), "COMPLETED");

        Assert.Equal(SchemaProof.Of(deployment.Source), SchemaProof.Of(deployment.Target));
        Assert.All(DatabaseProof.TableNames(deployment.Target), table => Assert.Equal(0, DatabaseProof.Count(deployment.Target, table)));
    }

    [Fact]
    public async Task Columns_MappedAndTransformed_ArriveAsThePlanSays()
    {
        await using var deployment = Deploy();
        var plan = PlanDocument.Write(deployment, """
            tables:
              - sourceTable: t2000
                targetTable: Renamed Table
                columns:
                  - { sourceColumn: id, targetColumn: key }
                  - { sourceColumn: f, targetColumn: text form, transform: { type: CONVERT, dataType: TEXT } }
                  - { targetColumn: half, dataType: REAL, transform: { type: COMPUTE, expression: "big / 2.0" } }
                  - { sourceColumn: flag, defaultValue: 7 }
                transformations:
                  - { type: FILTER, expression: "flag AND d < '2001-01-01'" }
            """);

        await deployment.MigrateToAsync(plan, "COMPLETED");

        Assert.Equal(
            DatabaseProof.Select(deployment.Source, """
                SELECT id, CAST(f AS TEXT), typeof(CAST(f AS TEXT)), big / 2.0, flag FROM t2000 WHERE flag AND d < '2001-01-01' ORDER BY id
                """),
            DatabaseProof.Select(deployment.Target, """
                SELECT key, "text form", typeof("text form"), half, flag FROM "Renamed Table" ORDER BY key
                """));
    }

    private static Deployment Deploy()
    {
        var deployment = new Deployment();
        deployment.Configure(("LEGACY_DB", "legacy.db"), ("NEW_DB", "new.db"));
        AwkwardDatabase.Create(deployment.Source);
        return deployment;
    }
}
