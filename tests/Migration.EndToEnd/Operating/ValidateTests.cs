using System.Text.Json;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Operating;

/// <summary>Both sides of an execution's tables can be proven again, finished or not.</summary>
public sealed class ValidateTests
{
    [Fact]
    public async Task Validate_Completed_NamesRowsThatSomebodyChangedSince()
    {
        await using var deployment = Migrations.WithLegacy(users: 300);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");
        var equal = await deployment.MustAsync("migrate", "validate", execution);
        Assert.Equal("EQUAL", equal.Text("verdict"));
        Assert.All(equal.Json.GetProperty("tables").EnumerateArray(), table => Assert.Equal("EQUAL", table.GetProperty("verdict").GetString()));

        DatabaseProof.Execute(deployment.Target, "UPDATE users SET name = 'somebody else' WHERE id = 6");
        var changed = await deployment.TryAsync("migrate", "validate", execution, "--table", "USERS");
        var told = await deployment.RunAsync("migrate", "validate", execution);
        await deployment.MustAsync("migrate", "finalize", execution, "--wait");
        var finalized = await deployment.TryAsync("migrate", "validate", execution);

        Assert.Equal(9, changed.ExitCode);
        Assert.Equal(("DIFFERENT", "6", "name"), RowOf(changed));
        Assert.Equal(9, told.ExitCode);
        Assert.Contains("~ 6  name", told.Output, StringComparison.Ordinal);
        Assert.Equal(9, finalized.ExitCode);
        Assert.Equal(("DIFFERENT", "6", "name"), RowOf(finalized));
    }

    [Fact]
    public async Task Validate_Paused_ComparesWhatWasCopied()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var plan = PlanDocument.Write(deployment, "tables: [{ sourceTable: users }]\nconfiguration: { batchSize: 50, maxRowsPerSecond: 50 }");
        var execution = await deployment.StartMigrationAsync(plan);
        await Condition.EventuallyAsync("rows are moving", () => LedgerProof.Rows(deployment.Target, execution) > 0);
        await deployment.MustAsync("migrate", "pause", execution, "--wait");

        var half = Table(await deployment.MustAsync("migrate", "validate", execution), "users");

        Assert.Equal("EQUAL", half.GetProperty("verdict").GetString());
        Assert.InRange(half.GetProperty("copiedRows").GetInt64(), 1, 4_999);
    }

    private static JsonElement Table(CommandResult result, string name) =>
        result.Json.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("name").GetString() == name);

    private static (string?, string?, string?) RowOf(CommandResult result)
    {
        var row = Assert.Single(Table(result, "users").GetProperty("rows").EnumerateArray());
        return (row.GetProperty("kind").GetString(), row.GetProperty("key").GetString(), Assert.Single(row.GetProperty("columns").EnumerateArray()).GetString());
    }
}
