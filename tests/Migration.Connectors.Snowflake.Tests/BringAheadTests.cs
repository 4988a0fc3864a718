using Migration.Conformance;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Rows that are on the stage before their range's turn has come: whatever becomes of it, they arrive once or not at all.</summary>
public sealed class BringAheadTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    [SkippableFact]
    public async Task Rows_GoToTheStage_WhileTheRangeBeforeThemCommits()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases);
        var gate = account.Gates.Hold(IsBlockOfRange);

        var copy = run.CopyAsync();
        await StagedAsync(account, batch: 2);
        Assert.Equal("0", databases.Scalar("target", "SELECT COUNT(*) FROM t"));
        gate.Open();
        var copied = await copy;

        Assert.Equal((40, true), (copied.Rows, copied.Done));
        await AssertWholeAsync(run, databases, account);
    }

    [SkippableFact]
    public async Task Rows_OfARangeThatIsNotReached_AreSentAgainByTheNextAttempt()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases);
        var gate = account.Gates.Hold(IsBlockOfRange);
        using var stop = new CancellationTokenSource();

        var copy = run.CopyAsync(stop: stop.Token);
        await StagedAsync(account, batch: 2);
        await stop.CancelAsync();
        gate.Open();

        Assert.Equal((10, false), ((await copy).Rows, (await copy).Done));
        Assert.True((await run.CopyAsync()).Done);
        await AssertWholeAsync(run, databases, account);
    }

    [SkippableFact]
    public async Task Rows_ThatWereBroughtAfterARefusedRange_AreNeverMoved()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = (await PreparedAsync(databases, "CREATE TABLE t(id NUMBER(19,0) NOT NULL PRIMARY KEY, v VARCHAR CHECK (v <> 'value 13'))"))
            .With(job => job with { Configuration = job.Configuration with { MaxRejects = 1 } });
        var gate = account.Gates.Hold(text => IsBlockOfRange(text) && text.Contains("BATCH = 2", StringComparison.Ordinal));

        var copy = run.CopyAsync();
        await StagedAsync(account, batch: 3);
        gate.Open();
        var copied = await copy;

        Assert.Equal((39, true, 1), (copied.Rows, copied.Done, copied.Checkpoint.Rejected));
        Assert.Equal("39", databases.Scalar("target", "SELECT COUNT(DISTINCT id) FROM t"));
        await AssertWholeAsync(run, databases, account, rows: 39);
    }

    [SkippableFact]
    public async Task Rows_OfAnAttemptThatWasOvertaken_AreClearedAndNeverMoved()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases);
        await using var first = await OpenTable.OfAsync(databases, run);
        var (state, late) = await BroughtAsync(first);
        await using var second = await OpenTable.OfAsync(databases, run);
        var (next, batch) = await BroughtAsync(second);

        var fenced = await Assert.ThrowsAsync<MigrationException>(async () => await first.Target.CommitAsync(late, state.Next, state, CancellationToken.None));
        await second.Target.CommitAsync(batch, next.Next, next, CancellationToken.None);

        Assert.Equal(ErrorCodes.AttemptFenced, fenced.Code);
        Assert.Equal("0", databases.Scalar("target", "SELECT COUNT(*) FROM \"_MIGRATION_STAGE\""));
        Assert.True((await run.CopyAsync()).Done);
        await AssertWholeAsync(run, databases, account);
    }

    private static bool IsBlockOfRange(string text) => text.Contains("_MIGRATION_RANGES", StringComparison.Ordinal) && text.StartsWith("EXECUTE IMMEDIATE", StringComparison.Ordinal);

    private static async Task<TableRun> PreparedAsync(TestDatabases databases, string target = "")
    {
        databases.Sqlite("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 40).Select(i => $"({i}, 'value {i}')"))}").Snowflake("target", target);
        var run = TableRun.Of(databases, "t", batchSize: 10);
        await run.PrepareAsync();
        return run;
    }

    private static async Task<(LedgerState State, RowBatch Batch)> BroughtAsync(OpenTable table)
    {
        var state = await table.Target.BeginAttemptAsync(1, CancellationToken.None);
        var batch = new RowBatch(table.Source.Columns.Count);
        await table.Source.ReadAsync(batch, state.Next, state.Shard.UpTo, new(10, long.MaxValue), CancellationToken.None);
        var brought = new RowBatch(table.Source.Columns.Count) { Brought = await table.Target.BringAsync(batch, state, CancellationToken.None) };
        brought.Take(batch.Hash, batch.Bytes);
        brought.LastKey.Set(batch.LastKey.Encoded);
        return (state, brought);
    }

    /// <summary>Until the rows of a batch are on the stage.</summary>
    private static async Task StagedAsync(SnowflakeAccount account, int batch)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var glances = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!account.Emulator.Log.Executions.Any(execution => execution.Succeeded && execution.Text.StartsWith("INSERT INTO", StringComparison.Ordinal) && execution.Text.Contains($", {batch}, 0, PARSE_JSON", StringComparison.Ordinal)))
            await glances.WaitForNextTickAsync(patience.Token);
    }

    private static async Task AssertWholeAsync(TableRun run, TestDatabases databases, SnowflakeAccount account, int rows = 40)
    {
        Assert.Equal((TableVerdict.Equal, $"{rows}"), ((await run.ValidateAsync()).Verdict, databases.Scalar("target", "SELECT COUNT(*) FROM t")));
        Assert.Equal("0", databases.Scalar("target", "SELECT COUNT(*) FROM \"_MIGRATION_STAGE\""));
        Assert.All(account.Emulator.Log.Executions.GroupBy(execution => execution.RequestId), statement => Assert.Single(statement));
    }
}
