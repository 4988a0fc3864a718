using Migration.Conformance;
using Migration.Connectors.Tables;
using Snowflake.Emulator.Faults;
using Operation = Snowflake.Emulator.Faults.Operation;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Statements whose answer is lost after Snowflake took them.</summary>
public sealed class OnceTests
{
    [SkippableFact]
    public async Task Answers_ThatAreLost_MakeNothingHappenTwice()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Sqlite("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 40).Select(i => $"({i}, 'value {i}')"))}").Snowflake("target");
        var run = TableRun.Of(databases, "t", batchSize: 10);
        await run.PrepareAsync();
        await using var table = await OpenTable.OfAsync(databases, run);
        var state = await table.Target.BeginAttemptAsync(1, CancellationToken.None);
        var batch = new Rows.RowBatch(table.Source.Columns.Count);
        await table.Source.ReadAsync(batch, state.Next, state.Shard.UpTo, new(10, long.MaxValue), CancellationToken.None);

        // Of the rows on their way, and of the block that moves them.
        account.Emulator.Faults.Order(Operation.Submit, Fault.DropResponse, Fault.None, Fault.DropResponse);
        var range = await table.Target.CommitAsync(batch, state.Next, state, CancellationToken.None);
        await run.CopyInSlicesAsync();

        Assert.Equal(10, range.Hash.Rows);
        Assert.Equal((TableVerdict.Equal, "40"), ((await run.ValidateAsync()).Verdict, databases.Scalar("target", "SELECT COUNT(*) FROM t")));
        AssertEachRanOnce(account);
        Assert.True(account.Emulator.Log.Requests.Count(request => request.Query.Contains("retry", StringComparison.Ordinal)) >= 2);
    }

    [SkippableFact]
    public async Task Repairs_OfSeveralRanges_EachHaveIdsOfTheirOwn()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')").Snowflake("target");
        var run = TableRun.Of(databases, "t", batchSize: 2);
        await run.RunAsync();
        databases.Execute("target", "UPDATE t SET v = 'x' WHERE id IN (1, 4)");

        var repaired = await run.DoAsync(operations => operations.RepairAsync(removesExtra: false, CancellationToken.None));

        Assert.Equal(new RepairResult(2, 2, 2, 0), repaired);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        AssertEachRanOnce(account);
    }

    [SkippableFact]
    public async Task Requests_ForTablesOfOneName_InTwoDatabases_HaveIdsOfTheirOwn()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)").Snowflake("one").Snowflake("two");
        await TableRun.Of(databases, "t", target: "one").RunAsync();
        await TableRun.Of(databases, "t", target: "two").RunAsync();

        AssertEachRanOnce(account);
    }

    [SkippableFact]
    public async Task Statements_OfATable_SayWhoseTheyAre()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Sqlite("source", "CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)").Snowflake("target");
        await TableRun.Of(databases, "t").RunAsync();

        var tags = account.Emulator.Log.Executions.Where(execution => execution.Text.Contains("\"T\"", StringComparison.Ordinal)).Select(execution => execution.QueryTag).Distinct().ToList();

        Assert.All(tags, tag => Assert.StartsWith("""{"product":"snowflake-deploy","execution":"run-1","table":"t""", tag, StringComparison.Ordinal));
        Assert.Contains(tags, tag => tag.Contains("\"range\":\"00\"", StringComparison.Ordinal));
    }

    private static void AssertEachRanOnce(SnowflakeAccount account) =>
        Assert.All(account.Emulator.Log.Executions.GroupBy(execution => execution.RequestId), statement => Assert.Single(statement));
}
