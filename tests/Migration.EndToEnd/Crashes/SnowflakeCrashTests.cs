using Migration.Conformance;
using Migration.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Migration.EndToEnd.Crashes;

/// <summary>Snowflake as source and as target: the product is killed, and what it asks of Snowflake goes astray, again and again.</summary>
public sealed class SnowflakeCrashTests(ITestOutputHelper output)
{
    private const int KillsOfATestRun = 2;

    [SkippableFact]
    public async Task Fault_OfServerWorkerOrRequest_LosesNothingAndRepeatsNothing()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        await using var deployment = new Deployment();
        var fleet = new Fleet(deployment, apart: true);
        var weather = new SnowflakeWeather(CrashPlan.FromEnvironment.Seed);
        var scene = new CrashScene(SnowflakePaths.Create(account, deployment, users: CrashPlan.IsCampaign ? 600 : 200), fleet, [fleet]) { Arrived = AssertArrived };
        account.Emulator.Faults.Otherwise = weather.Of;

        if (CrashPlan.IsCampaign)
            await CrashTest.RunAsync("Snowflake", deployment, scene, CrashPlan.FromEnvironment.Kills / 12, output);
        else
            await CrashTest.RunAsync("Snowflake", deployment, scene, output, run => run.RunOneCopyAsync(KillsOfATestRun));

        var ours = account.Emulator.Log.Executions.Where(run => run.QueryTag.Contains("snowflake-deploy", StringComparison.Ordinal)).ToList();
        Console.WriteLine($"crash test, Snowflake: {ours.Count} statements; {weather}");
        Assert.Empty(ours.Where(run => run.Succeeded).GroupBy(run => run.RequestId).Where(runs => runs.Count() > 1).Select(runs => runs.First().Text));
    }

    private static void AssertArrived(CrashPath path, string execution)
    {
        if (path.Tables.Count < LegacyDatabase.Tables.Length)
            SnowflakePaths.AssertSynced(path, execution);
        if (path.Target is ProvenSnowflake)
            Assert.Equal("0", path.Target.Select("SELECT COUNT(*) FROM _migration_stage").Single()[0]);
    }
}
