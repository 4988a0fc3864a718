using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tests;

/// <summary>A step that was suspended and wakes when the execution has gone on without it.</summary>
public sealed class LateStepTests : IDisposable
{
    private const string Source = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')";

    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Fact]
    public async Task Rollback_ThatWakesAfterTheRetry_LeavesTheNewRows()
    {
        var first = await RunAsync(round: 0);
        await first.RollbackAsync();
        var second = await RunAsync(round: 1);

        var late = await first.RollbackAsync();

        Assert.Equal((0L, false), (late.RowsRemoved, late.TableDropped));
        Assert.Equal((3L, "1"), (_databases.Count("target", "t"), _databases.Scalar("target", "SELECT count(*) FROM _migration_ranges")));
        Assert.Equal(TableVerdict.Equal, (await second.ValidateAsync()).Verdict);
        Assert.Equal(3, (await second.RollbackAsync()).RowsRemoved);
    }

    [Fact]
    public async Task Prepare_ThatWakesAfterTheRollback_MakesNoTable()
    {
        var first = await RunAsync(round: 0);
        await first.RollbackAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(first.PrepareLateAsync);

        Assert.Equal(ErrorCodes.AttemptFenced, failure.Code);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM sqlite_master WHERE name = 't'"));
    }

    [Fact]
    public async Task Prepare_ThatWakesWhenTheExecutionIsOver_MakesNothing()
    {
        var run = await RunAsync(round: 0);
        await run.RollbackAsync();
        await using (var database = await _databases.Catalog("target").OpenAsync("target", CancellationToken.None))
        await using (var target = await database.OpenExecutionAsync("", "run-1", CancellationToken.None))
        {
            await target.ReleaseAsync(CancellationToken.None);
            await target.CleanupAsync(CancellationToken.None);
        }

        var failure = await Assert.ThrowsAsync<MigrationException>(run.PrepareLateAsync);

        Assert.Equal(ErrorCodes.AttemptFenced, failure.Code);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task Prepare_OfTheNextRoundAfterARollbackThatDidNothing_KeepsTheUndoAndShutsItOut()
    {
        var first = await RunAsync(round: 0);
        var second = await RunAsync(round: 1);

        var late = await first.RollbackAsync();

        Assert.Equal((0L, 3L), (late.RowsRemoved, _databases.Count("target", "t")));
        Assert.True((await second.RollbackAsync()).TableDropped);
    }

    private async Task<TableRun> RunAsync(int round)
    {
        if (!File.Exists(_databases.PathOf("source")))
            _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "t").With(job => job with { Round = round });
        await run.RunAsync();
        return run;
    }
}
