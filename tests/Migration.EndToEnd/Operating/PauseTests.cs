using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Operating;

/// <summary>An execution is held and let go by a second person while a first one watches.</summary>
public sealed class PauseTests
{
    [Fact]
    public async Task Pause_FromASecondProcessWhileTheFirstMonitors_HoldsUntilResume()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var (execution, held) = await deployment.StartHeldAsync();
        string[] monitoring = ["migrate", "status", execution, "--monitor", "--monitor-interval", "1s"];
        var first = deployment.Launch(monitoring);

        using (held) await deployment.MustAsync("migrate", "pause", execution, "--reason", "lunch");
        var paused = await deployment.MustAsync("migrate", "pause", execution, "--wait");
        Assert.Equal("PAUSED", paused.Text("status"));
        var rows = LedgerProof.Rows(deployment.Target, execution);
        Assert.Equal("PAUSED", (await deployment.StatusAsync(execution)).GetProperty("status").GetString());
        Assert.Equal(rows, LedgerProof.Rows(deployment.Target, execution));
        Assert.False(first.HasExited);

        await deployment.MustAsync("migrate", "resume", execution, "--wait");
        var watched = await Deployment.FinishAsync(first, monitoring);
        Assert.True(watched.ExitCode == 0, watched.ToString());
        Assert.Contains("COMPLETED", watched.Output, StringComparison.Ordinal);
        deployment.AssertArrived();
        LedgerProof.AssertEachRangeOnce(deployment.Source, deployment.Target, execution, LegacyDatabase.Tables);
    }

    [Fact]
    public async Task Pause_WhileNothingRunsIt_HoldsAcrossARestartOfTheHost()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var execution = await deployment.StartPausedAsync();
        var rows = LedgerProof.Rows(deployment.Target, execution);

        await deployment.MustAsync("server", "stop");
        Assert.Equal("PAUSED", (await deployment.StatusAsync(execution)).GetProperty("status").GetString());
        Assert.Equal(rows, LedgerProof.Rows(deployment.Target, execution));

        await deployment.MustAsync("migrate", "resume", execution);
        await deployment.AwaitStatusAsync(execution, "COMPLETED");
        deployment.AssertArrived();
    }

    [Fact]
    public async Task Pause_ASecondTime_ChangesNothingAndSaysSo()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var execution = await deployment.StartPausedAsync();

        var again = await deployment.MustAsync("migrate", "pause", execution, "--wait");

        Assert.False(again.Json.GetProperty("sent").GetBoolean());
        Assert.True(again.Json.GetProperty("done").GetBoolean());
        Assert.Equal("PAUSED", again.Text("status"));
    }

    [Fact]
    public async Task Resume_OfWhatNeedsAPersonAgainAtOnce_EndsAsAFailure()
    {
        await using var deployment = Migrations.WithLegacy(users: 200);
        LegacyDatabase.CreateWithoutRoomForNull(deployment.Target);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "NEEDS_ATTENTION");
        await deployment.MustAsync("migrate", "pause", execution, "--wait");

        var resumed = await deployment.TryAsync("migrate", "resume", execution, "--wait");

        Assert.Equal((6, "MIGRATION_FAILED"), (resumed.ExitCode, resumed.Code));
        Assert.Equal("NEEDS_ATTENTION", (await deployment.StatusAsync(execution)).GetProperty("status").GetString());
    }
}
