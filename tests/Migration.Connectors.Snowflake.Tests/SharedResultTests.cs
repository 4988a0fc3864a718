using Migration.Conformance;
using Migration.Connectors.Tables;
using Snowflake.Emulator.Log;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Ranges out of Snowflake that follow each other come of one result, which is read a range at a time.</summary>
public sealed class SharedResultTests
{
    private const string Rows = "INSERT INTO t SELECT a.n * 50 + b.n, 'value ' || (a.n * 50 + b.n)";

    [SkippableFact]
    public async Task Ranges_ThatFollowEachOther_ComeOfFewResults()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = Databases(account, "");
        var run = TableRun.Of(databases, "T", batchSize: 200);
        await run.PrepareAsync();

        var copied = await run.CopyAsync();

        Assert.Equal((2_500, true), (copied.Rows, copied.Done));
        // More where commits are so slow that batches become smaller.
        Assert.True(copied.Transactions >= 13);
        // One range, by which rows are measured, then one, two, four and the rest.
        Assert.InRange(account.Emulator.Log.Executions.Count(IsOfRows), 5, copied.Transactions / 2);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [SkippableFact]
    public async Task Row_ThatIsRefused_IsTakenOutOfItsRange_AndTheRestArrivesOnce()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = Databases(account, "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT CHECK (v <> 'value 1234'))");
        var run = TableRun.Of(databases, "T", batchSize: 200).With(job => job with { Configuration = job.Configuration with { MaxRejects = 1 } });
        await run.PrepareAsync();

        var copied = await run.CopyAsync();

        Assert.Equal((2_499, true, 1), (copied.Rows, copied.Done, copied.Checkpoint.Rejected));
        Assert.Equal("2499", databases.Scalar("target", "SELECT count(DISTINCT id) FROM t"));
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [SkippableFact]
    public async Task Shards_EndWhereTheyWereCut_ThoughTheirResultsGoOn()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = Databases(account, "");
        var run = TableRun.Of(databases, "T", batchSize: 200).With(job => job with { Shards = 3 });
        await run.PrepareAsync();

        foreach (var shard in Enumerable.Range(1, 3))
            Assert.True((await run.DoAsync(o => o.CopyAsync(new CopyRun(TimeSpan.FromMinutes(5)) { Shard = shard }, _ => { }, CancellationToken.None, CancellationToken.None))).Done);

        Assert.Equal("2500", databases.Scalar("target", "SELECT count(DISTINCT id) FROM t"));
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    private static TestDatabases Databases(SnowflakeAccount account, string target)
    {
        var digits = string.Join(", ", Enumerable.Range(0, 50).Select(i => $"({i})"));
        return new TestDatabases(account: account)
            .Snowflake("source", $"CREATE TABLE t(id NUMBER(19,0) NOT NULL PRIMARY KEY, v VARCHAR); {Rows} FROM (VALUES {digits}) AS a(n) CROSS JOIN (VALUES {digits}) AS b(n)")
            .Sqlite("target", target);
    }

    private static bool IsOfRows(LoggedExecution execution) =>
        execution.Text.StartsWith("SELECT \"ID\" AS \"_MIGRATION_0\"", StringComparison.Ordinal) && execution.Text.Contains(" LIMIT ", StringComparison.Ordinal);
}
