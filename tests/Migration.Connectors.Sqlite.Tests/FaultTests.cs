using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tests;

/// <summary>Failures at every step: nothing is lost, nothing comes twice.</summary>
public sealed class FaultTests : IDisposable
{
    private const string Source = "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO t SELECT i, 'value ' || i FROM n";

    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_LostAfterEachCommit_HasEachRangeOnce(bool pushDown)
    {
        _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "t", batchSize: 50).By(pushDown);
        await run.PrepareAsync();
        for (var i = 0; i < 9; i++)
            await Assert.ThrowsAsync<InvalidOperationException>(() => run.CopyAsync(afterCommit: _ => throw new InvalidOperationException("lost")));

        Assert.True((await run.CopyAsync()).Done);

        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        Assert.Equal("500|11", _databases.Scalar("target", "SELECT sum(rows) || '|' || count(*) FROM _migration_ranges"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_Aborted_LeavesWholeBatchesAlone(bool pushDown)
    {
        _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "t", batchSize: 50).By(pushDown);
        await run.PrepareAsync();
        using var abort = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.DoAsync(o =>
            o.CopyAsync(new CopyRun(TimeSpan.FromMinutes(1)), p => { if (p.Ranges == 4) abort.Cancel(); }, CancellationToken.None, abort.Token)));

        Assert.Equal(0, _databases.Count("target", "t") % 50);
        Assert.Equal(_databases.Scalar("target", "SELECT count(*) FROM t"), _databases.Scalar("target", "SELECT sum(rows) FROM _migration_ranges"));
        Assert.True((await run.CopyAsync()).Done);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Attempt_OvertakenByALaterOne_CommitsNothingMore(bool pushDown)
    {
        _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "t", batchSize: 50).By(pushDown);
        await run.PrepareAsync();
        CopyResult? later = null;

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync(afterCommit: p =>
        {
            if (p.Ranges == 2)
                later = run.CopyAsync().GetAwaiter().GetResult();
        }));

        Assert.Equal(ErrorCodes.AttemptFenced, failure.Code);
        Assert.True(later!.Done);
        Assert.Equal(500, _databases.Count("target", "t"));
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Attempt_DuringARollback_CommitsNothingMore(bool pushDown)
    {
        _databases.Make("source", Source);
        _databases.Make("target", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)");
        var run = TableRun.Of(_databases, "t", batchSize: 50).By(pushDown);
        await run.PrepareAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync(afterCommit: p =>
        {
            if (p.Ranges == 2)
                run.RollbackAsync().GetAwaiter().GetResult();
        }));

        Assert.Equal(ErrorCodes.AttemptFenced, failure.Code);
        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Equal(0, _databases.Count("target", "t"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EveryOperation_Repeated_DoesNoHarm(bool pushDown)
    {
        _databases.Make("source", Source + "; CREATE INDEX i ON t(v)");
        var run = TableRun.Of(_databases, "t", batchSize: 200).By(pushDown);

        for (var i = 0; i < 2; i++)
        {
            Assert.True((await run.PrepareAsync()).Created);
            Assert.True((await run.CopyAsync()).Done);
            await run.FinishAsync();
            Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        }
        for (var i = 0; i < 2; i++)
        {
            await run.RollbackAsync();
            Assert.True((await run.VerifyRollbackAsync()).Equal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_ThatViolateAConstraint_StopTheRangeByName(bool pushDown)
    {
        _databases.Make("source", Source);
        _databases.Make("target", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT CHECK (v <> 'value 120'))");
        var run = TableRun.Of(_databases, "t", batchSize: 50).By(pushDown);
        await run.PrepareAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync());

        Assert.Equal(ErrorCodes.ConstraintViolated, failure.Code);
        Assert.Contains("Range 3 of table 't'", failure.Message, StringComparison.Ordinal);
        Assert.Equal((3, 50), (failure.Batch, failure.Rows));
        Assert.StartsWith("INSERT INTO", failure.Sql, StringComparison.Ordinal);
        Assert.Equal(("100", "150"), (failure.Context["after"], failure.Context["upTo"]));
        Assert.DoesNotContain("value 120'", failure.Message.Replace("v <> 'value 120'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(100, _databases.Count("target", "t"));
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_ThatCollideWithThoseThere_AreNotWrittenAndRollBack(bool pushDown)
    {
        _databases.Make("source", Source);
        _databases.Make("target", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (220, 'mine'), (1000, 'mine')");
        var run = TableRun.Of(_databases, "t", batchSize: 50).By(pushDown);
        await run.PrepareAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => run.CopyAsync());
        await run.RollbackAsync();

        Assert.Equal(ErrorCodes.ConstraintViolated, failure.Code);
        Assert.Contains("Range 5", failure.Message, StringComparison.Ordinal);
        Assert.True((await run.VerifyRollbackAsync()).Equal);
        Assert.Equal(["220", "1000"], _databases.Rows("target", "SELECT id FROM t ORDER BY id"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Triggers_OfTheTarget_DoNotFire(bool pushDown)
    {
        _databases.Make("source", Source);
        _databases.Make("target", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE log(x); CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.id); END");

        var validation = await TableRun.Of(_databases, "t").By(pushDown).RunAsync();

        Assert.Equal(TableVerdict.Equal, validation.Verdict);
        Assert.Equal(0, _databases.Count("target", "log"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TargetRow_ChangedAfterTheCopy_IsNamedByItsKey(bool pushDown)
    {
        _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "t", batchSize: 50).By(pushDown);
        await run.RunAsync();
        _databases.Make("target", "UPDATE t SET v = v || ' ' WHERE id = 123; DELETE FROM t WHERE id = 124; UPDATE t SET id = 10000 WHERE id = 400");

        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Different, ErrorCodes.ValidationFailed), (validation.Verdict, validation.Code));
        Assert.Equal([3L, 8L, 11L], validation.Mismatches.Select(m => m.Range));
        Assert.Equal(["123", "124"], validation.Mismatches[0].Keys);
        Assert.Equal(["10000"], validation.Mismatches[2].Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SourceRow_ChangedAfterItsRange_IsToldApart(bool pushDown)
    {
        _databases.Make("source", Source);
        var run = TableRun.Of(_databases, "t", batchSize: 50).By(pushDown);
        await run.RunAsync();
        _databases.Make("source", "DELETE FROM t WHERE id = 77");

        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Different, ErrorCodes.SourceChanged), (validation.Verdict, validation.Code));
        Assert.Equal((499, 500, 500), (validation.SourceRows, validation.CopiedRows, validation.TargetRows));
    }

    [Fact]
    public async Task Copy_WithoutPreparation_IsRefused()
    {
        _databases.Make("source", Source);
        _databases.Make("target", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => TableRun.Of(_databases, "t").CopyAsync());

        Assert.Equal(ErrorCodes.LedgerInvalid, failure.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WideRows_AreCutByBytes(bool pushDown)
    {
        _databases.Make("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, b BLOB); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) INSERT INTO t SELECT i, randomblob(100000) FROM n");
        var run = TableRun.Of(_databases, "t", batchSize: 1000).By(pushDown).With(job => job with { Configuration = job.Configuration with { MemoryLimit = 2_000_000 } });

        var validation = await run.RunAsync();

        Assert.Equal(TableVerdict.Equal, validation.Verdict);
        Assert.InRange(validation.RangesCompared, 6, 10);
    }
}
