using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Tests.Tables;

/// <summary>What a copy does where its target takes rows ahead of their commits.</summary>
public class CopyLoopTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromHours(1);

    [Fact]
    public async Task Batch_IsBrought_WhileTheOneBeforeItCommits()
    {
        var target = new BringingTarget { HeldCommit = 10 };

        var copy = CopyAsync(target, rows: 40);
        await target.WaitForAsync("brought 20");
        Assert.DoesNotContain("committed 10", target.Steps);
        target.Release();
        var result = await copy;

        Assert.Equal((40, true, 4), (result.Rows, result.Done, result.Transactions));
        Assert.Equal(["brought 10", "brought 20", "brought 30", "brought 40"], target.Steps.Where(step => step.StartsWith("brought", StringComparison.Ordinal)));
        Assert.Equal(["committed 10", "committed 20", "committed 30", "committed 40"], target.Steps.Where(step => step.StartsWith("committed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Batches_WaitForTheirCommits_AFewAtATime()
    {
        var target = new BringingTarget { HeldCommit = 10 };

        var copy = CopyAsync(target, rows: 100);
        await target.WaitForAsync("brought 30");
        target.Release();
        await copy;

        Assert.True(target.Steps.Index().First(step => step.Item == "brought 40").Index > target.Steps.Index().First(step => step.Item == "committed 10").Index);
    }

    [Fact]
    public async Task Batches_OfALimitedCopy_AreReadNoFasterThanTheyAreCommitted()
    {
        var target = new BringingTarget { HeldCommit = 10, BytesAhead = 1_000_000 };

        var copy = CopyAsync(target, rows: 100, maxRowsPerSecond: 1_000_000);
        await target.WaitForAsync("brought 20");
        target.Release();
        await copy;

        foreach (var last in Enumerable.Range(3, 8).Select(batch => batch * 10))
            Assert.True(target.Steps.Index().First(step => step.Item == $"brought {last}").Index > target.Steps.Index().First(step => step.Item == $"committed {last - 20}").Index);
    }

    [Fact]
    public async Task Refusal_OfWhatIsBrought_IsToldWhenItsTurnHasCome()
    {
        var target = new BringingTarget { Unfit = 25 };

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => CopyAsync(target, rows: 60));

        Assert.Equal((ErrorCodes.ValueRejected, 3L, 10), (refusal.Code, refusal.Batch, refusal.Rows));
        Assert.Equal(["brought 10", "brought 20", "committed 10", "committed 20"], target.Steps.Order());
    }

    [Theory]
    [InlineData(25, 0)]
    [InlineData(0, 25)]
    public async Task Refusal_WithinTheBudget_DropsWhatWasBroughtAfterIt_AndGoesOnBehindTheRow(long unfit, long refused)
    {
        var target = new BringingTarget { Unfit = unfit, Refused = refused };

        var result = await CopyAsync(target, rows: 60, maxRejects: 1);

        Assert.Equal((59, true, 1), (result.Rows, result.Done, result.Checkpoint.Rejected));
        var committed = target.Steps.Where(step => step.StartsWith("committed", StringComparison.Ordinal)).Select(step => int.Parse(step[10..], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(committed.Distinct().Order(), committed);
        Assert.Equal(60, committed[^1]);
    }

    [Fact]
    public async Task Stop_CommitsTheBatchUnderWay_AndDropsWhatWasBroughtAfterIt()
    {
        var target = new BringingTarget { HeldCommit = 20 };
        using var stop = new CancellationTokenSource();

        var copy = CopyAsync(target, rows: 100, stop: stop.Token);
        await target.WaitForAsync("brought 30");
        await stop.CancelAsync();
        target.Release();
        var result = await copy;

        Assert.Equal((20, false), (result.Rows, result.Done));
    }

    [Fact]
    public async Task Abort_EndsWithoutTheBatchUnderWay()
    {
        var target = new BringingTarget { HeldCommit = 20 };
        using var abort = new CancellationTokenSource();

        var copy = CopyAsync(target, rows: 100, abort: abort.Token);
        await target.WaitForAsync("brought 30");
        await abort.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy);
        Assert.DoesNotContain("committed 20", target.Steps);
    }

    [Fact]
    public async Task Slice_ThatIsOverAtOnce_BringsOneBatchAndCommitsIt()
    {
        var target = new BringingTarget();

        var result = await CopyAsync(target, rows: 30, interval: TimeSpan.Zero);

        Assert.Equal((10, false), (result.Rows, result.Done));
        Assert.Equal(["brought 10", "committed 10"], target.Steps);
    }

    [Fact]
    public async Task Rows_ThatArriveTogether_AreCommittedWhenThereIsNoRoomForMore_OrNoneFollow()
    {
        var target = new BringingTarget { CollectsRows = true };

        var result = await CopyAsync(target, rows: 50);

        Assert.Equal((50, true, 5), (result.Rows, result.Done, result.Transactions));
    }

    [Fact]
    public async Task Slice_ThatIsOver_GoesOnUntilWhatIsCollectedIsWhole()
    {
        var target = new BringingTarget { CollectsRows = true, BatchesInAFile = 4, BytesAhead = 1_000_000 };

        var result = await CopyAsync(target, rows: 100, interval: TimeSpan.Zero);

        Assert.Equal((40, false, 4), (result.Rows, result.Done, result.Transactions));
        Assert.Equal([4], target.Files);
    }

    [Fact]
    public async Task Stop_EndsASliceThatCollects_AndDropsWhatIsCollected()
    {
        var target = new BringingTarget { CollectsRows = true, BatchesInAFile = 4, BytesAhead = 1_000_000, HeldBring = 70 };
        using var stop = new CancellationTokenSource();

        var copy = CopyAsync(target, rows: 100, stop: stop.Token);
        await target.WaitForAsync("brought 60");
        await target.WaitForAsync("committed 40");
        await stop.CancelAsync();
        var result = await copy;

        Assert.Equal((40, false), (result.Rows, result.Done));
        Assert.Equal([4], target.Files);
    }

    [Fact]
    public async Task Collection_ThatFindsNoRoom_WaitsForTheCommitsBeforeIt_AndIsNotCutShort()
    {
        var target = new BringingTarget { CollectsRows = true, BatchesInAFile = 4, BytesAhead = 400, HeldCommit = 10 };

        var copy = CopyAsync(target, rows: 80);
        await target.WaitForAsync("brought 60");
        target.Release();
        var result = await copy;

        Assert.Equal((80, true), (result.Rows, result.Done));
        Assert.Equal([4, 4], target.Files);
    }

    [Fact]
    public async Task Batches_ThatAreSmall_WaitForTheirCommits_NoMoreThanTenThousand()
    {
        const int Most = 10_000;
        var target = new BringingTarget { BytesAhead = long.MaxValue, HeldCommit = 1 };

        var copy = CopyAsync(target, rows: Most + 10, batchSize: 1);
        await target.WaitForAsync($"brought {Most}");
        target.Release();
        await copy;

        Assert.True(IndexOf(target, $"brought {Most + 3}") > IndexOf(target, "committed 1"));
    }

    [Fact]
    public async Task Batches_BehindARefusedRow_AreBroughtOneAtATime()
    {
        var target = new BringingTarget { Refused = 25, BytesAhead = 1_000_000 };

        await CopyAsync(target, rows: 100, maxRejects: 1);

        foreach (var last in new[] { 60, 70, 80, 90, 100 })
            Assert.True(IndexOf(target, $"brought {last}") > IndexOf(target, $"committed {last - 20}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_ThatDoNotArrive_EndTheCopy_WithNothingOfThemCommitted(bool collects)
    {
        var target = new BringingTarget { CollectsRows = collects, Loss = new IOException("lost") };

        await Assert.ThrowsAsync<IOException>(() => CopyAsync(target, rows: 50));

        Assert.DoesNotContain(target.Steps, step => step.StartsWith("committed", StringComparison.Ordinal));
    }

    /// <summary>Where a step was done last.</summary>
    private static int IndexOf(BringingTarget target, string step) => target.Steps.Index().Last(done => done.Item == step).Index;

    private static Task<CopyResult> CopyAsync(
        BringingTarget target, int rows, TimeSpan? interval = null, int batchSize = 10, int maxRejects = 0, int maxRowsPerSecond = 0, CancellationToken stop = default, CancellationToken abort = default)
    {
        var job = new TableJob
        {
            ExecutionId = "run-1",
            SourceDatabase = "source",
            TargetDatabase = "target",
            Table = new TableMigration { SourceTable = "t" },
            Configuration = new MigrationConfiguration { BatchSize = batchSize, MaxRejects = maxRejects, MaxRowsPerSecond = maxRowsPerSecond },
        };
        return new CopyLoop(job, new CountedRows(rows), target, TimeProvider.System).RunAsync(new CopyRun(interval ?? s_long), _ => { }, stop, abort);
    }
}
