using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Operating;

/// <summary>A migration that is given up.</summary>
public sealed class CancelTests
{
    [Fact]
    public async Task Cancel_Keep_LeavesWholeRangesInTheTarget()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var (execution, held) = await deployment.StartHeldAsync();

        using (held) await deployment.MustAsync("migrate", "cancel", execution, "--keep");

        await deployment.AwaitStatusAsync(execution, "CANCELLED");
        var kept = DatabaseProof.TableNames(deployment.Target).Sum(table => DatabaseProof.Count(deployment.Target, table));
        Assert.InRange(kept, 1, LegacyDatabase.Rows(deployment.Source) - 1);
        Assert.Equal(kept, LedgerProof.Rows(deployment.Target, execution));
    }

    [Fact]
    public async Task Cancel_Undo_TakesBackWhatWasCopied()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var (execution, held) = await deployment.StartHeldAsync();

        using (held) await deployment.MustAsync("migrate", "cancel", execution, "--undo");

        await deployment.AwaitStatusAsync(execution, "CANCELLED");
        Assert.Equal("", DatabaseProof.Schema(deployment.Target));
    }

    [Fact]
    public async Task Cancel_Paused_Ends()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var execution = await deployment.StartPausedAsync();

        var cancelled = await deployment.MustAsync("migrate", "cancel", execution, "--wait");

        Assert.Equal("CANCELLED", cancelled.Text("status"));
    }
}
