using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Operating;

/// <summary>Whatever state a migration is in, its target can be what it was before.</summary>
public sealed class RollbackTests
{
    [Fact]
    public async Task Rollback_Completed_RestoresATargetThatHeldData()
    {
        await using var deployment = Migrations.WithLegacy(users: 3_000);
        LegacyDatabase.CreateOccupied(deployment.Target);
        var before = StateOf(deployment);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");
        Assert.NotEqual(before, StateOf(deployment));

        Assert.True((await deployment.MustAsync("migrate", "validate-rollback", execution)).Json.GetProperty("possible").GetBoolean());
        await RollBackAsync(deployment, execution);

        Assert.Equal(before, StateOf(deployment));
    }

    [Fact]
    public async Task Rollback_Running_RestoresATargetThatHeldData()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        LegacyDatabase.CreateOccupied(deployment.Target);
        var before = StateOf(deployment);
        var (execution, held) = await deployment.StartHeldAsync();

        using (held) await deployment.MustAsync("migrate", "rollback", execution);

        await deployment.AwaitStatusAsync(execution, "ROLLED_BACK");

        Assert.Equal(before, StateOf(deployment));
    }

    [Fact]
    public async Task Rollback_Cancelled_TakesBackWhatWasKept()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var execution = await deployment.StartPausedAsync();
        await deployment.MustAsync("migrate", "cancel", execution, "--keep", "--wait");

        await RollBackAsync(deployment, execution);

        Assert.Equal("", DatabaseProof.Schema(deployment.Target));
    }

    [Fact]
    public async Task Rollback_NeedingAttention_TakesBackTheTablesThatArrived()
    {
        await using var deployment = Migrations.WithLegacy(users: 300);
        LegacyDatabase.CreateWithoutRoomForNull(deployment.Target);
        var before = StateOf(deployment);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "NEEDS_ATTENTION");

        await RollBackAsync(deployment, execution);

        Assert.Equal(before, StateOf(deployment));
    }

    [Fact]
    public async Task Rollback_OneTable_LeavesTheOthers()
    {
        await using var deployment = Migrations.WithLegacy(users: 300);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");

        await deployment.MustAsync("migrate", "rollback", execution, "--table", "preferences", "--wait");

        Assert.Empty(DatabaseProof.Select(deployment.Target, "SELECT name FROM sqlite_master WHERE name = 'preferences'"));
        Assert.Equal(
            DatabaseProof.Rows(deployment.Source, "profiles", "users"),
            DatabaseProof.Rows(deployment.Target, "profiles", "users"));
    }

    [Fact]
    public async Task ValidateRollback_PlanWithoutRollback_SaysThatNothingCanBeUndone()
    {
        await using var deployment = Migrations.WithLegacy(users: 30);
        var plan = PlanDocument.Write(deployment, "configuration: { enableRollback: false }");
        var execution = await deployment.MigrateToAsync(plan, "COMPLETED");

        var answer = await deployment.TryAsync("migrate", "validate-rollback", execution);

        Assert.Equal(6, answer.ExitCode);
        Assert.False(answer.Json.GetProperty("possible").GetBoolean());
        Assert.All(answer.Json.GetProperty("tables").EnumerateArray(), table => Assert.NotEqual("", table.GetProperty("explanation").GetString()));
    }

    private static async Task RollBackAsync(Deployment deployment, string execution)
    {
        var rolledBack = await deployment.MustAsync("migrate", "rollback", execution, "--wait");
        Assert.Equal("ROLLED_BACK", rolledBack.Text("status"));
    }

    private static (string Schema, string Rows) StateOf(Deployment deployment) =>
        (DatabaseProof.Schema(deployment.Target), DatabaseProof.Rows(deployment.Target));
}
