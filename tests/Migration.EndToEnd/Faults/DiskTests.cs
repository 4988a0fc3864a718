using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Faults;

/// <summary>Disks that are full, or that can't be written to.</summary>
public sealed class DiskTests
{
    private const string Needs = "needs root, or user namespaces with mounts: it gives a host a disk of its own";

    [SkippableFact]
    public async Task Target_DiskFull_WaitsForAPersonAndGoesOnWhenThereIsRoom()
    {
        Skip.IfNot(SmallDisk.IsPossible, Needs);
        await using var deployment = Deploy(users: 20_000);
        var folder = deployment.PathOf("disk");
        var host = await SmallDisk.StartHostAsync(deployment, folder, "-t", "tmpfs", "-o", "size=3m", "none");
        var execution = await deployment.StartMigrationAsync(PlanDocument.Write(deployment, "configuration: { batchSize: 500 }"));

        var full = await deployment.AwaitStatusAsync(execution, "NEEDS_ATTENTION");
        Assert.Contains("DATABASE_FULL", full.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()));

        SmallDisk.Resize(host, folder, "100m");
        while (await RestingStatusAsync(deployment, execution) == "NEEDS_ATTENTION")
            await deployment.MustAsync("migrate", "retry", execution);
        File.Copy(SmallDisk.Outside(host, Path.Combine(folder, "new.db")), deployment.Target);
        deployment.AssertArrived();
        LedgerProof.AssertEachRangeOnce(deployment.Source, deployment.Target, execution, LegacyDatabase.Tables);
    }

    [SkippableFact]
    public async Task Target_ReadOnly_FailsBeforeTheFirstRow()
    {
        Skip.IfNot(SmallDisk.IsPossible, Needs);
        await using var deployment = Deploy(users: 20);
        var folder = deployment.PathOf("disk");
        LegacyDatabase.CreateOccupied(Path.Combine(folder, "new.db"));
        await SmallDisk.StartHostAsync(deployment, folder, "--bind", "-o", "ro", folder);

        var failed = await deployment.MigrateAsync(PlanDocument.Write(deployment, ""));

        Assert.Equal(6, failed.ExitCode);
        Assert.Equal("FAILED", failed.Text("status"));
        Assert.Contains("DATABASE_READ_ONLY", failed.Output, StringComparison.Ordinal);
    }

    private static Deployment Deploy(int users)
    {
        var deployment = new Deployment();
        Directory.CreateDirectory(deployment.PathOf("disk"));
        deployment.Configure(("LEGACY_DB", "legacy.db"), ("NEW_DB", "disk/new.db"));
        LegacyDatabase.Create(deployment.Source, users);
        return deployment;
    }

    /// <summary>The status once nothing moves: a table may park after the look at another one.</summary>
    private static async Task<string?> RestingStatusAsync(Deployment deployment, string execution)
    {
        var resting = await deployment.AwaitAsync(execution, "nothing moves", status => status.GetProperty("status").GetString() != "RUNNING" && status.GetProperty("tables").EnumerateArray()
            .All(table => table.GetProperty("status").GetString() != "RUNNING"));
        return resting.GetProperty("status").GetString();
    }
}
