using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Operating;

/// <summary>Requests that were made before, or come too late.</summary>
public sealed class SignalTests
{
    [Fact]
    public async Task Signal_ToAFinishedExecution_IsRefused()
    {
        await using var deployment = Migrations.WithLegacy(users: 20);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");

        foreach (var signal in new[] { "pause", "resume", "cancel" })
        {
            var refused = await deployment.TryAsync("migrate", signal, execution);
            Assert.Equal((signal, "EXECUTION_FINISHED", 5), (signal, refused.Code, refused.ExitCode));
        }

        Assert.Equal("COMPLETED", (await deployment.StatusAsync(execution)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Execute_APlanThatIsBeingExecuted_IsRefused()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        await deployment.StartPausedAsync();

        var second = await deployment.TryAsync("migrate", "execute", "moving");

        Assert.Equal("EXECUTION_RUNNING", second.Code);
        Assert.Equal(5, second.ExitCode);
    }

    [Fact]
    public async Task Execute_TwoPlansWithOneTarget_TheSecondFailsByTheClaim()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        await deployment.StartPausedAsync();

        var second = await deployment.MigrateAsync(await deployment.PlanAsync());

        Assert.Equal(6, second.ExitCode);
        Assert.Contains("TARGET_CLAIMED", Codes(second), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Finalize_ACompletedExecution_EndsTheChanceToRollBack()
    {
        await using var deployment = Migrations.WithLegacy(users: 20);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");

        await deployment.MustAsync("migrate", "finalize", execution, "--wait");
        var late = await deployment.TryAsync("migrate", "rollback", execution);

        Assert.Equal("EXECUTION_FINISHED", late.Code);
        deployment.AssertArrived();
        Assert.Empty(DatabaseProof.Select(deployment.Target, "SELECT name FROM sqlite_master WHERE name LIKE '\\_migration\\_%' ESCAPE '\\'"));
    }

    private static IEnumerable<string?> Codes(CommandResult result) =>
        result.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString());
}
