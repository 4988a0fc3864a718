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
    public static async Task RunAsync(bool apart, ITestOutputHelper output)
    {
        var plan = CrashPlan.FromEnvironment;
        var seed = $"seed {plan.Seed} (MIGRATION_CRASH_SEED={plan.Seed} MIGRATION_CRASH_KILLS={plan.Kills} repeats it)";
        Console.WriteLine($"crash test, server and worker {(apart ? "apart" : "together")}: {seed}");
        output.WriteLine(seed);
        await using var deployment = Migrations.WithLegacy(users: 40_000);
        var random = new Random(plan.Seed + (apart ? 1 : 0));

        CrashTally tally;
        try
        {
            tally = await new CrashRun(deployment, new Fleet(deployment, apart), random, output).RunAsync((plan.Kills + 1) / 2);
        }
        catch
        {
            output.WriteLine(deployment.Reports(hosts: 4));
            throw;
        }

        Console.WriteLine($"crash test, server and worker {(apart ? "apart" : "together")}: {tally}");
        Assert.True(tally.HasEvery && tally.Total >= plan.Kills / 2, tally.ToString());
    }
}
