using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Crashes;

/// <summary>Several shards of one table are in work when their process is killed.</summary>
public sealed class ParallelCrashTests
{
    [Fact]
    public async Task KillOfTheHost_WhileShardsAreCopied_LosesNothingAndRepeatsNothing()
    {
        await using var deployment = Migrations.WithLegacy(users: 40_000);
        var fleet = new Fleet(deployment, apart: false);
        await fleet.EnsureAsync();
        var rows = LegacyDatabase.Rows(deployment.Source);

        var execution = await deployment.StartMigrationAsync(await deployment.PlanAsync("--strategy", "PARALLEL", "--parallelism", "3", "--batch-size", "50"));
        foreach (var part in (double[])[0.1, 0.5, 0.8])
        {
            await Condition.EventuallyAsync($"{part} of the rows are in the ledger", () => LedgerProof.Rows(deployment.Target, execution) >= part * rows);
            fleet.Strike(Random.Shared);
            await fleet.EnsureAsync();
        }

        await deployment.AwaitStatusAsync(execution, "COMPLETED");

        LedgerProof.AssertEachRangeOnce(deployment.Source, deployment.Target, execution, LegacyDatabase.Tables);
        Assert.Equal(LegacyDatabase.Tables.Length, DatabaseProof.Select(deployment.Target, "SELECT table_name FROM _migration_ranges GROUP BY table_name HAVING count(DISTINCT shard) > 1").Count);
        deployment.AssertArrived();
    }
}
