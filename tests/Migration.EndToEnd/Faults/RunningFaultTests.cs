using System.Text.Json;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Faults;

/// <summary>What can go wrong while rows move. Each ends in a sentence with a code, loses nothing, and can be mended and taken up again.</summary>
public sealed class RunningFaultTests
{
    [Fact]
    public async Task Target_LockedForAWhile_IsWaitedFor()
    {
        await using var deployment = Migrations.WithLegacy(users: 200);
        LegacyDatabase.CreateOccupied(deployment.Target);
        var plan = await deployment.PlanAsync();
        string execution;
        using (new TargetLock(deployment.Target))
        {
            execution = await deployment.StartMigrationAsync(plan);
            await deployment.AwaitAsync(execution, "the lock is noticed", status => Codes(status).Contains("DATABASE_LOCKED"));
        }

        await deployment.AwaitStatusAsync(execution, "COMPLETED");
        AssertArrivedBesideTheOld(deployment);
    }

    [Fact]
    public async Task Row_ThatViolatesAConstraint_ParksItsTableAlone()
    {
        await using var deployment = Migrations.WithLegacy(users: 200);
        LegacyDatabase.CreateWithoutRoomForNull(deployment.Target);

        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "NEEDS_ATTENTION");

        var status = await deployment.StatusAsync(execution);
        Assert.Equal(["preferences"], TablesIn(status, "NEEDS_ATTENTION"));
        Assert.Equal(["profiles", "users"], TablesIn(status, "COMPLETED").Order(StringComparer.Ordinal));
        Assert.Contains("CONSTRAINT_VIOLATED", Codes(status));
        Assert.Equal(1, DatabaseProof.Count(deployment.Target, "preferences"));

        DatabaseProof.Execute(deployment.Source, "UPDATE preferences SET \"Key Name\" = 'none' WHERE \"Key Name\" IS NULL");
        await deployment.MustAsync("migrate", "retry", execution, "--table", "preferences");
        await deployment.AwaitStatusAsync(execution, "COMPLETED");
        Assert.Equal(DatabaseProof.Count(deployment.Source, "preferences") + 1, DatabaseProof.Count(deployment.Target, "preferences"));
    }

    [Fact]
    public async Task Skip_AParkedTable_CompletesTheOthers()
    {
        await using var deployment = Migrations.WithLegacy(users: 200);
        LegacyDatabase.CreateWithoutRoomForNull(deployment.Target);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "NEEDS_ATTENTION");

        await deployment.MustAsync("migrate", "skip", execution, "--table", "preferences");

        var status = await deployment.AwaitStatusAsync(execution, "COMPLETED");
        Assert.Equal(["preferences"], TablesIn(status, "SKIPPED"));
        Assert.Equal(
            DatabaseProof.Rows(deployment.Source, "profiles", "users"),
            DatabaseProof.Rows(deployment.Target, "profiles", "users"));
    }

    [Fact]
    public async Task Plan_EditedWhileItRuns_IsExecutedAsItWas()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var (execution, held) = await deployment.StartHeldAsync(PlanDocument.Write(deployment, "configuration: { batchSize: 5 }"));

        using (held) PlanDocument.Write(deployment, "tables: [{ sourceTable: users, targetTable: somewhere_else }]");

        await deployment.AwaitStatusAsync(execution, "COMPLETED");
        deployment.AssertArrived();
        Assert.DoesNotContain("somewhere_else", DatabaseProof.TableNames(deployment.Target));
    }

    [Fact]
    public async Task Source_ChangedBehindTheCopy_IsFoundByValidation()
    {
        await using var deployment = Migrations.WithLegacy(users: 40_000);
        var execution = await deployment.StartPausedAsync("--tables", "users");

        // The first row has been copied; its key moves to where the copy has not been.
        DatabaseProof.Execute(deployment.Source, "UPDATE users SET id = 5000000000000 WHERE id = (SELECT min(id) FROM users)");
        await deployment.MustAsync("migrate", "resume", execution);

        await deployment.AwaitAsync(
            execution, "the change is noticed", view => Codes(view).Overlaps(["SOURCE_CHANGED", "VALIDATION_FAILED", "CONSTRAINT_VIOLATED"]));
        await deployment.AwaitStatusAsync(execution, "NEEDS_ATTENTION");
        await deployment.MustAsync("migrate", "rollback", execution, "--wait");
        Assert.Equal("", DatabaseProof.Schema(deployment.Target));
    }

    private static void AssertArrivedBesideTheOld(Deployment deployment)
    {
        DatabaseProof.Execute(deployment.Target, """
            DELETE FROM preferences WHERE user_id < 0; DELETE FROM profiles WHERE user_id < 0; DELETE FROM users WHERE id < 0;
            """);
        deployment.AssertArrived();
    }

    private static HashSet<string?> Codes(JsonElement status) =>
        [.. status.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString())];

    private static IEnumerable<string?> TablesIn(JsonElement status, string state) =>
        from table in status.GetProperty("tables").EnumerateArray()
        where table.GetProperty("status").GetString() == state
        select table.GetProperty("name").GetString();
}
