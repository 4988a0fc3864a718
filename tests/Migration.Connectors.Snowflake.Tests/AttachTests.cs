using Migration.Conformance;
using Migration.Connectors.Tables;
using Snowflake.Emulator.Faults;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>A range's block that runs when its attempt ends: the next one waits for it by its handle, and sends nothing of it again.</summary>
public sealed class AttachTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    [SkippableFact]
    public async Task Attempt_ThatLeavesABlockRunning_IsFollowedByOneThatWaitsForIt()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases);
        var gate = account.Gates.Hold(IsBlockOfRange);
        var left = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leave = new CancellationTokenSource();

        var first = run.With(job => job with { OutsideCommits = new() { Accepted = left.SetResult, Leave = leave.Token } }).CopyAsync(TimeSpan.Zero);
        var handle = await left.Task.WaitAsync(s_patience);
        await gate.Reached.WaitAsync(s_patience);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var second = run.DoAsync(async table =>
        {
            await table.AwaitCommitAsync(handle, CancellationToken.None);
            return await table.CopyAsync(new CopyRun(TimeSpan.FromMinutes(5)), _ => { }, CancellationToken.None, CancellationToken.None);
        });
        await WaitsAsync(account, handle);
        // Nothing of the second attempt's own is there yet: it holds no epoch before the end of the first one's block.
        Assert.Single(account.Emulator.Log.Executions, execution => execution.Text.Contains("SET EPOCH = EPOCH + 1", StringComparison.Ordinal));
        gate.Open();
        var copied = await second.WaitAsync(s_patience);

        Assert.Equal((30, true), (copied.Rows, copied.Done));
        Assert.Equal((TableVerdict.Equal, "40"), ((await run.ValidateAsync()).Verdict, databases.Scalar("target", "SELECT COUNT(*) FROM t")));
        Assert.Equal(0, account.Emulator.Log.CountOf(Operation.Cancel));
        Assert.All(account.Emulator.Log.Executions.GroupBy(execution => execution.RequestId), statement => Assert.Single(statement));
    }

    [SkippableTheory]
    [InlineData("01b00000-0000-0000-0000-000000000000")]
    [InlineData("no handle at all")]
    public async Task Block_ThatNothingIsKnownOf_IsNotWaitedFor(string handle)
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = new TestDatabases();
        var run = await PreparedAsync(databases);

        var copied = await run.DoAsync(async table =>
        {
            await table.AwaitCommitAsync(handle, CancellationToken.None);
            return await table.CopyAsync(new CopyRun(TimeSpan.FromMinutes(5)), _ => { }, CancellationToken.None, CancellationToken.None);
        });

        Assert.Equal((40, true), (copied.Rows, copied.Done));
    }

    [SkippableFact]
    public async Task Block_ThatFailed_HasEnded()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases);
        databases.Execute("target", "ALTER TABLE t ADD COLUMN more NUMBER NOT NULL");
        var left = "";
        await Assert.ThrowsAsync<Core.Errors.MigrationException>(() => run.With(job => job with { OutsideCommits = new() { Accepted = handle => left = handle } }).CopyAsync());
        databases.Execute("target", "ALTER TABLE t DROP COLUMN more");

        var copied = await run.DoAsync(async table =>
        {
            await table.AwaitCommitAsync(left, CancellationToken.None);
            return await table.CopyAsync(new CopyRun(TimeSpan.FromMinutes(5)), _ => { }, CancellationToken.None, CancellationToken.None);
        });

        Assert.NotEqual("", left);
        Assert.Equal(40, copied.Rows);
    }

    private static bool IsBlockOfRange(string text) => text.Contains("_MIGRATION_RANGES", StringComparison.Ordinal) && text.StartsWith("EXECUTE IMMEDIATE", StringComparison.Ordinal);

    private static async Task<TableRun> PreparedAsync(TestDatabases databases)
    {
        databases.Sqlite("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 40).Select(i => $"({i}, 'value {i}')"))}").Snowflake("target");
        var run = TableRun.Of(databases, "t", batchSize: 10);
        await run.PrepareAsync();
        return run;
    }

    /// <summary>Until the statement was asked for once more: by whoever waits for it now.</summary>
    private static async Task WaitsAsync(SnowflakeAccount account, string handle)
    {
        var before = Asked();
        using var patience = new CancellationTokenSource(s_patience);
        using var glances = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Asked() <= before)
            await glances.WaitForNextTickAsync(patience.Token);

        int Asked() => account.Emulator.Log.Requests.Count(request => request.Operation == Operation.Status && request.Path.EndsWith(handle, StringComparison.Ordinal));
    }
}
