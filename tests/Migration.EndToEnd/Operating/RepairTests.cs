using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Operating;

/// <summary>What differs is copied again, and what was there before a migration outlives that too.</summary>
public sealed class RepairTests
{
    [Fact]
    public async Task Repair_Completed_BringsBackWhatSomebodyChanged()
    {
        await using var deployment = Migrations.WithLegacy(users: 300);
        LegacyDatabase.CreateOccupied(deployment.Target);
        var before = DatabaseProof.Rows(deployment.Target);
        // Preferences have no key by which a row could be found again.
        var plan = PlanDocument.Write(deployment, "tables: [{ sourceTable: users }, { sourceTable: profiles }]");
        var execution = await deployment.MigrateToAsync(plan, "COMPLETED");
        var copied = DatabaseProof.Rows(deployment.Target, "users", "profiles");
        DatabaseProof.Execute(deployment.Target, "UPDATE users SET name = 'somebody else' WHERE id = 6; DELETE FROM profiles WHERE user_id = 9");

        var repaired = await deployment.MustAsync("migrate", "repair", execution);

        Assert.Equal("EQUAL", repaired.Text("verdict"));
        Assert.Equal([1, 1], repaired.Json.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("repaired").GetProperty("rowsWritten").GetInt32()));
        Assert.Equal(copied, DatabaseProof.Rows(deployment.Target, "users", "profiles"));

        DatabaseProof.Execute(deployment.Target, "INSERT INTO users(id, email) VALUES (7, 'theirs')");
        var left = await deployment.TryAsync("migrate", "repair", execution, "--table", "users");
        Assert.Equal((9, 1), (left.ExitCode, left.Json.GetProperty("tables")[0].GetProperty("repaired").GetProperty("rowsLeft").GetInt32()));
        await deployment.MustAsync("migrate", "repair", execution, "--remove-extra");
        Assert.Equal(copied, DatabaseProof.Rows(deployment.Target, "users", "profiles"));
        await deployment.MustAsync("migrate", "rollback", execution, "--wait");
        Assert.Equal(before, DatabaseProof.Rows(deployment.Target));
    }
}
