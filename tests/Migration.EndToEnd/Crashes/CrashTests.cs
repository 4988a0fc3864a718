using Migration.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Migration.EndToEnd.Crashes;

/// <summary>Server and worker in one process, killed again and again.</summary>
public sealed class OneProcessCrashTests(ITestOutputHelper output)
{
    [Fact]
    public Task KillOfTheHost_AtAnyInstant_LosesNothingAndRepeatsNothing() => CrashTest.RunAsync(apart: false, output);
}

/// <summary>Server and worker in processes of their own, killed one by one and both at once.</summary>
public sealed class TwoProcessCrashTests(ITestOutputHelper output)
{
    [Fact]
    public Task KillOfServerOrWorker_AtAnyInstant_LosesNothingAndRepeatsNothing() => CrashTest.RunAsync(apart: true, output);
}

internal static class CrashTest
{
    /// <summary>Fewer may all fall into the copy.</summary>
    private const int EnoughForEveryMoment = 12;

    public static async Task RunAsync(bool apart, ITestOutputHelper output)
    {
        await using var deployment = new Deployment();
        var (source, target) = (new ProvenSqlite(deployment.Source), new ProvenSqlite(deployment.Target));
        deployment.Configure([("LEGACY_DB", source), ("NEW_DB", target)]);
        source.CreateLegacy(users: 40_000);
        var fleet = new Fleet(deployment, apart);
        var path = new CrashPath("sqlite → sqlite", source, target, await deployment.PlanAsync("--batch-size", "25"));

        await RunAsync($"server and worker {(apart ? "apart" : "together")}", deployment, new CrashScene([path], fleet, [fleet]), (CrashPlan.FromEnvironment.Kills + 1) / 2, output);
    }

    public static async Task RunAsync(string what, Deployment deployment, CrashScene scene, int kills, ITestOutputHelper output)
    {
        var tally = await RunAsync(what, deployment, scene, output, run => run.RunAsync(kills, atEveryMoment: kills >= EnoughForEveryMoment));
        Assert.True(tally.Total >= kills, tally.ToString());
    }

    public static async Task<CrashTally> RunAsync(string what, Deployment deployment, CrashScene scene, ITestOutputHelper output, Func<CrashRun, Task<CrashTally>> crash)
    {
        var plan = CrashPlan.FromEnvironment;
        var seed = $"crash test, {what}: seed {plan.Seed} (MIGRATION_CRASH_SEED={plan.Seed} MIGRATION_CRASH_KILLS={plan.Kills} repeats it)";
        Console.WriteLine(seed);
        output.WriteLine(seed);

        CrashTally tally;
        try
        {
            tally = await crash(new CrashRun(deployment, scene, new Random(plan.Seed + what.Length), output));
        }
        catch
        {
            output.WriteLine(deployment.Reports(hosts: 4));
            throw;
        }

        Console.WriteLine($"crash test, {what}: {tally}");
        return tally;
    }
}
