using System.Diagnostics;
using System.Text.Json;
using Migration.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Migration.EndToEnd.Crashes;

/// <summary>
/// Rounds of a migration and its rollback, one path after the other, with faults at random instants of everything they
/// do, until enough have counted. After each the ledger, the rows and the schema are held against what they must be.
/// </summary>
internal sealed class CrashRun(Deployment deployment, CrashScene scene, Random random, ITestOutputHelper output)
{
    private readonly CrashTally tally = new();
    private CrashPath path = scene.Paths[0];
    private TimeSpan afterCopy = TimeSpan.FromMilliseconds(300);
    private TimeSpan rollingBack = TimeSpan.FromMilliseconds(300);
    private string execution = "";

    public async Task<CrashTally> RunAsync(int kills, bool atEveryMoment)
    {
        foreach (var target in scene.Paths) target.Target.CreateOccupied();
        var before = scene.Paths.ToDictionary(each => each, each => each.Target.State());
        await scene.Fleet.EnsureAsync();
        // Few rounds, as in a run of all tests, do not reach every path: the seed says with which to begin.
        var first = random.Next(scene.Paths.Count);
        for (var round = 1; tally.Total < kills || (atEveryMoment && !tally.HasEvery); round++)
        {
            Assert.True(round <= kills + 8, $"too few kills counted in {round} rounds: {tally}");
            path = scene.Paths[(first + round) % scene.Paths.Count];
            await RunRoundAsync(mustComplete: round == 1);
            Assert.Equal(before[path], path.Target.State());
            output.WriteLine($"round {round}, {path.Name}: {tally}");
        }

        return tally;
    }

    /// <summary>One copy on one of the paths, with so many faults while rows move.</summary>
    public async Task<CrashTally> RunOneCopyAsync(int kills)
    {
        path = scene.Paths[random.Next(scene.Paths.Count)];
        path.Target.CreateOccupied();
        await scene.Fleet.EnsureAsync();
        execution = await deployment.StartMigrationAsync(path.Plan);
        await KillDuringCopyAsync(LegacyDatabase.Rows(path.Source, path.Tables), kills);
        await deployment.AwaitStatusAsync(execution, "COMPLETED");
        AssertArrived();
        output.WriteLine($"{path.Name}: {tally}");
        return tally;
    }

    private async Task RunRoundAsync(bool mustComplete)
    {
        execution = await deployment.StartMigrationAsync(path.Plan);
        var rows = LegacyDatabase.Rows(path.Source, path.Tables);
        await KillDuringCopyAsync(rows, times: random.Next(1, 4));
        await PauseAsync();
        await KillDuringCopyAsync(rows, times: random.Next(0, 2));
        if (random.Next(4) > 0 || mustComplete) await CompleteAsync(rows);
        await RollBackAsync();
    }

    /// <summary>Instants spread evenly over the rows that are left.</summary>
    private async Task KillDuringCopyAsync(long rows, int times)
    {
        for (var left = times; left > 0; left--)
        {
            var done = LedgerProof.Rows(path.Target, execution);
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
        var held = LedgerProof.Rows(path.Target, execution);
        await KillAsync(CrashMoment.Pause);
        Assert.Equal("PAUSED", Text(await deployment.StatusAsync(execution), "status"));
        Assert.Equal(held, LedgerProof.Rows(path.Target, execution));
        await deployment.MustAsync("migrate", "resume", execution);
    }

    private async Task CompleteAsync(long rows)
    {
        await ReachAsync(rows);
        for (var attempts = random.Next(1, 3); attempts > 0; attempts--)
        {
            await LetPassAsync(afterCopy);
            var hit = await KillAsync(CrashMoment.Validation);
            // Validation is short: strikes come sooner where one came too late, and later where the copy was not at its end.
            afterCopy *= hit switch { null => 0.5, CrashMoment.Copy => 1.5, _ => 1 };
            if (hit is null) break;
        }

        await deployment.AwaitStatusAsync(execution, "COMPLETED");
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
            killed |= await KillAsync(CrashMoment.Rollback) is not null;
        }

        await deployment.AwaitStatusAsync(execution, "ROLLED_BACK");
        if (!killed) rollingBack = clock.Elapsed / 2;
    }

    /// <summary>Strikes, starts again what died, and asks the execution what it was at: it tells the same as it would have before.</summary>
    /// <returns>What it was at; null where it was over.</returns>
    private async Task<CrashMoment?> KillAsync(CrashMoment meant)
    {
        var fault = scene.Faults[random.Next(scene.Faults.Count)];
        fault.Strike(random);
        await scene.Fleet.EnsureAsync();
        var status = await deployment.StatusAsync(execution);
        var hit = MomentOf(status, meant);
        if (hit is { } moment) tally.Add(moment, fault.Name);
        return hit;
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
        $"{rows} rows are in the ledger", () => LedgerProof.Rows(path.Target, execution) >= rows);

    /// <summary>The one place where time passes on purpose: an instant within <paramref name="most"/>.</summary>
    private Task LetPassAsync(TimeSpan most) => Task.Delay(most * random.NextDouble());

    private void AssertArrived()
    {
        LedgerProof.AssertEachRangeOnce(path.Source, path.Target, execution, [.. path.Tables]);
        LedgerProof.AssertShardsMeet(path.Target, execution, scene.CutTables);
        foreach (var table in path.Tables)
            Assert.Equal((table, LegacyDatabase.RowsThatArrived(path.Source, table)), (table, LegacyDatabase.RowsThatArrived(path.Target, table)));
        scene.Arrived(path, execution);
    }

    private static string Text(JsonElement status, string property) => status.GetProperty(property).GetString()!;
}
