using Migration.Conformance;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Tables that were moved inside their account are repaired there: no row leaves it.</summary>
public sealed class RepairWithinTests(PrivateAccount account) : IClassFixture<PrivateAccount>, IDisposable
{
    private const string Columns = "id INTEGER NOT NULL PRIMARY KEY, n NUMBER(20,4), f FLOAT, w VARIANT";

    private readonly TestDatabases? _databases = account.NewDatabases();

    public void Dispose() => _databases?.Dispose();

    [SkippableTheory]
    [InlineData(MigrationStrategy.Batch, true)]
    [InlineData(MigrationStrategy.Batch, false)]
    [InlineData(MigrationStrategy.Incremental, false)]
    public async Task RowsThatDiffer_AreMended_AndNoRowIsRead(MigrationStrategy strategy, bool isCloned)
    {
        var run = await MovedAsync(strategy, isCloned, Columns);
        _databases!.Execute("target", "UPDATE t SET f = 0.5 WHERE id = 7; DELETE FROM t WHERE id = 8; INSERT INTO t(id) VALUES (-1)");
        var before = account.Sent().Count;

        var repaired = await RepairAsync(run, removesExtra: true);

        Assert.DoesNotContain(account.Sent().Skip(before), PrivateAccount.ReadsRows);
        Assert.Equal((2, 2, 0), (repaired.RowsWritten, repaired.RowsRemoved, repaired.RowsLeft));
        Assert.Equal(_databases.Rows("source", "SELECT HASH_AGG(*) FROM t"), _databases.Rows("target", "SELECT HASH_AGG(*) FROM t"));
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        Assert.Equal(0, (await RepairAsync(run, removesExtra: true)).Ranges);
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }

    [SkippableFact]
    public async Task Source_ThatChanged_IsFollowed_InAClone()
    {
        var run = await MovedAsync(MigrationStrategy.Batch, isCloned: true, Columns);
        _databases!.Execute("source", "DELETE FROM t WHERE id = 5; UPDATE t SET n = -1 WHERE id = 40; INSERT INTO t(id) VALUES (41)");

        var kept = await RepairAsync(run, removesExtra: false);
        var repaired = await RepairAsync(run, removesExtra: true);

        Assert.Equal((new RepairResult(1, 2, 1, 1), new RepairResult(1, 0, 1, 0)), (kept, repaired));
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [SkippableFact]
    public async Task Rows_ThatShareAKeyInTheTarget_AreRefused_BeforeAnythingIsWritten()
    {
        var run = await MovedAsync(MigrationStrategy.Batch, isCloned: false, Columns);
        _databases!.Execute("target", "INSERT INTO t SELECT * FROM t WHERE id = 4; DELETE FROM t WHERE id = 3");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => RepairAsync(run, removesExtra: true));

        Assert.Equal(ErrorCodes.ConstraintViolated, failure.Code);
        Assert.Equal("40", _databases.Scalar("target", "SELECT COUNT(*) FROM t"));
    }

    [SkippableFact]
    public async Task RowsOfBefore_UnderAnotherKeyThanTheSources_AreRefused()
    {
        var run = await MovedAsync(MigrationStrategy.Batch, isCloned: false, "id INTEGER NOT NULL, n NUMBER(20,4) NOT NULL PRIMARY KEY, f FLOAT, w VARIANT", "INSERT INTO t(id, n) VALUES (3, -3)");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => RepairAsync(run, removesExtra: true));

        Assert.Equal(ErrorCodes.RepairImpossible, failure.Code);
        Assert.Equal("-3.0000", _databases!.Scalar("target", "SELECT n FROM t WHERE id = 3 AND n < 0"));
    }

    private static Task<RepairResult> RepairAsync(TableRun run, bool removesExtra) => run.DoAsync(o => o.RepairAsync(removesExtra, CancellationToken.None));

    private async Task<TableRun> MovedAsync(MigrationStrategy strategy, bool isCloned, string columns, string occupied = "")
    {
        Skip.If(_databases is null, PostgresServer.Missing);
        var rows = "INSERT INTO t SELECT v.n, v.n * 1.25, v.n / 3.0::FLOAT, PARSE_JSON('[1, null]') FROM (SELECT ROW_NUMBER() OVER (ORDER BY 1) AS n FROM TABLE(GENERATOR(ROWCOUNT => 40))) AS v";
        _databases!.Snowflake("source", $"CREATE TABLE t({Columns}); {rows}").Snowflake("target", isCloned ? "" : $"CREATE TABLE t({columns}); {occupied}");
        var run = TableRun.Of(_databases, "t", batchSize: 10).With(job => job with { Strategy = strategy, Configuration = job.Configuration with { CloneTables = isCloned } });
        Assert.Equal(TableVerdict.Equal, (await run.RunAsync()).Verdict);
        return run;
    }
}
