using System.Security.Cryptography;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Operating;

/// <summary>Everything but the writes.</summary>
public sealed class DryRunTests
{
    [Fact]
    public async Task DryRun_TargetThatHoldsData_DoesNotChangeItsFile()
    {
        await using var deployment = Migrations.WithLegacy(users: 2_000);
        LegacyDatabase.CreateOccupied(deployment.Target);
        var before = HashOf(deployment.Target);

        var rehearsed = await deployment.MigrateAsync(await deployment.PlanAsync(), "--dry-run");

        Assert.True(rehearsed.ExitCode == 0, rehearsed.ToString());
        Assert.Equal("COMPLETED", rehearsed.Text("status"));
        Assert.Equal(LegacyDatabase.Rows(deployment.Source), rehearsed.Json.GetProperty("rowsProcessed").GetInt64());
        Assert.Equal(before, HashOf(deployment.Target));
    }

    [Fact]
    public async Task DryRun_NoTarget_CreatesNone()
    {
        await using var deployment = Migrations.WithLegacy(users: 50);

        var rehearsed = await deployment.MigrateAsync(await deployment.PlanAsync(), "--dry-run");

        Assert.True(rehearsed.ExitCode == 0, rehearsed.ToString());
        Assert.False(File.Exists(deployment.Target));
    }

    private static string HashOf(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}
