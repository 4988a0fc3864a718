using System.Diagnostics;
using System.Text.Json;
using Migration.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Migration.EndToEnd.Crashes;

/// <summary>
/// Rounds of one migration and its rollback, with kill -9 at random instants of everything they do, until enough
/// kills have counted. After each the ledger, the rows and the schema are held against what they must be.
/// </summary>
internal sealed class CrashRun(Deployment deployment, Fleet fleet, Random random, ITestOutputHelper output)
{
    private readonly CrashTally tally = new();
    private TimeSpan afterCopy = TimeSpan.FromMilliseconds(300);
    private TimeSpan rollingBack = TimeSpan.FromMilliseconds(300);
    private string execution = "";

    public async Task<CrashTally> RunAsync(int kills)
    {
        LegacyDatabase.CreateOccupied(deployment.Target);
        var before = StateOfTarget();
        await fleet.EnsureAsync();
        var plan = await deployment.PlanAsync("--batch-size", "25");
        for (var round = 1; tally.Total < kills || !tally.HasEvery; round++)
        {
            Assert.True(round <= kills + 5, $"too few kills counted in {round} rounds: {tally}");
            await RunRoundAsync(plan);
            Assert.Equal(before, StateOfTarget());
            output.WriteLine($"round {round}: {tally}");
        }

        return tally;
    }

    private async Task RunRoundAsync(string plan)
    {
        execution = await deployment.StartMigrationAsync(plan);
        var rows = LegacyDatabase.Rows(deployment.Source);
        await KillDuringCopyAsync(rows, times: random.Next(1, 4));
        await PauseAsync();
        await KillDuringCopyAsync(rows, times: random.Next(0, 2));
        if (random.Next(4) > 0) await CompleteAsync(rows);
        await RollBackAsync();
    }

    /// <summary>Instants spread evenly over the rows that are left.</summary>
    private async Task KillDuringCopyAsync(long rows, int times)
    {
        for (var left = times; left > 0; left--)
        {
            var done = LedgerProof.Rows(deployment.Target, execution);
            if (done >= rows) return;
            await ReachAsync(done + random.NextInt64((rows - done) / (left + 1) + 1));
            await KillAsync(CrashMoment.Copy);
        }
    }

    private async Task PauseAsync()
    {
        var asked = await deployment.TryAsync("migrate", "pause", execution);
        if (asked.ExitCode != 0) return;
        await LetPassAsync(TimeSpan.FromMilliseconds(500));
        await KillAsync(CrashMoment.Pause);
        // A pause that finds the last step at its end changes nothing any more.
        var rested = await deployment.AwaitAsync(execution, "it is paused, or was over", status => Text(status, "status") is "PAUSED" or "COMPLETED");
        if (Text(rested, "status") == "COMPLETED") return;
        var held = LedgerProof.Rows(deployment.Target, execution);
        await KillAsync(CrashMoment.Pause);
        Assert.Equal("PAUSED", Text(await deployment.StatusAsync(execution), "status"));
        Assert.Equal(held, LedgerProof.Rows(deployment.Target, execution));
        await deployment.MustAsync("migrate", "resume", execution);
    }

    private async Task CompleteAsync(long rows)
    {
        await ReachAsync(rows);
        var clock = Stopwatch.StartNew();
        var killed = false;
        for (var attempts = random.Next(1, 3); attempts > 0; attempts--)
        {
            await LetPassAsync(afterCopy);
            killed |= await KillAsync(CrashMoment.Validation);
        }

        await deployment.AwaitStatusAsync(execution, "COMPLETED");
        if (!killed) afterCopy = clock.Elapsed / 2;
        AssertArrived();
    }

    private async Task RollBackAsync()
    {
        await deployment.MustAsync("migrate", "rollback", execution);
        var clock = Stopwatch.StartNew();
        var killed = false;
        for (var attempts = random.Next(1, 3); attempts > 0; attempts--)
        {
            await LetPassAsync(rollingBack);
            killed |= await KillAsync(CrashMoment.Rollback);
        }

        await deployment.AwaitStatusAsync(execution, "ROLLED_BACK");
        if (!killed) rollingBack = clock.Elapsed / 2;
    }

    /// <summary>Kills, starts again, and asks the execution what it was at: it tells the same as it would have before.</summary>
    private async Task<bool> KillAsync(CrashMoment meant)
    {
        Assert.True(fleet.Kill(random), "a process had ended before it was killed");
        await fleet.EnsureAsync();
        var status = await deployment.StatusAsync(execution);
        if (MomentOf(status, meant) is not { } moment) return false;
        tally.Add(moment);
        return true;
    }

    private static CrashMoment? MomentOf(JsonElement status, CrashMoment meant) => (Text(status, "status"), Text(status, "phase")) switch
    {
        ("COMPLETED" or "ROLLED_BACK" or "FAILED" or "CANCELLED", _) => null,
        (_, "ROLLBACK") => CrashMoment.Rollback,
        (_, "VALIDATE") => CrashMoment.Validation,
        _ when meant == CrashMoment.Pause => CrashMoment.Pause,
        _ when IsValidating(status) => CrashMoment.Validation,
        _ => CrashMoment.Copy,
    };

    private static bool IsValidating(JsonElement status) => status.GetProperty("tables").EnumerateArray().Any(table =>
        table.GetProperty("currentOperation").GetString() == "validating");

    private Task ReachAsync(long rows) => Condition.EventuallyAsync(
        $"{rows} rows are in the ledger", () => LedgerProof.Rows(deployment.Target, execution) >= rows);

    /// <summary>The one place where time passes on purpose: an instant within <paramref name="most"/>.</summary>
    private Task LetPassAsync(TimeSpan most) => Task.Delay(most * random.NextDouble());

    private void AssertArrived()
    {
        LedgerProof.AssertEachRangeOnce(deployment.Source, deployment.Target, execution, LegacyDatabase.Tables);
        foreach (var table in LegacyDatabase.Tables)
            Assert.Equal(DatabaseProof.Rows(deployment.Source, table), LegacyDatabase.RowsThatArrived(deployment.Target, table));
    }

    private (string Schema, string Rows) StateOfTarget() => (DatabaseProof.Schema(deployment.Target), DatabaseProof.Rows(deployment.Target));

    private static string Text(JsonElement status, string property) => status.GetProperty(property).GetString()!;
}
