using Migration.Conformance;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Snowflake.Tests.Official;

/// <summary>Rows that go into Snowflake by files: the same tables, the same ledger, another way.</summary>
public sealed class StagedFileTests
{
    [SkippableFact]
    public async Task Batch_ThatIsLarge_GoesByAFile_AndAllElseIsAsEver()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Sqlite("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT, b BLOB); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 24).Select(i => $"({i}, {(i == 7 ? "NULL" : "hex(zeroblob(150000))")}, zeroblob({i}))"))}").Snowflake("target");
        var run = TableRun.Of(databases, "t", batchSize: 20);
        await run.PrepareAsync();

        await run.CopyInSlicesAsync();

        Assert.Equal((TableVerdict.Equal, "24"), ((await run.ValidateAsync()).Verdict, databases.Scalar("target", "SELECT COUNT(*) FROM t")));
        var copies = account.Emulator.Log.Executions.Where(execution => execution.Text.StartsWith("COPY INTO", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(copies);
        Assert.Equal("0", databases.Scalar("target", "SELECT COUNT(*) FROM \"_MIGRATION_STAGE\""));
    }

    [SkippableFact]
    public async Task Batches_OfOneSlice_ShareAFile_AndEachIsARangeOfItsOwn()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases, rows: 70);

        var copied = await run.CopyAsync();

        Assert.Equal((70, true, 4), (copied.Rows, copied.Done, copied.Transactions));
        Assert.Single(account.Emulator.Log.Executions, execution => execution.Text.StartsWith("COPY INTO", StringComparison.Ordinal));
        Assert.Equal((TableVerdict.Equal, "70"), ((await run.ValidateAsync()).Verdict, databases.Scalar("target", "SELECT COUNT(*) FROM t")));
        Assert.Equal("0", databases.Scalar("target", "SELECT COUNT(*) FROM \"_MIGRATION_STAGE\""));
    }

    [SkippableFact]
    public async Task Range_ThatIsRefused_LeavesTheOthersOfItsFile_AndWhatCameAfterItIsSentAgain()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Sqlite("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 70).Select(i => $"({i}, {(i <= 20 ? "hex(zeroblob(150000))" : $"'value {i}'")})"))}")
            .Snowflake("target", "CREATE TABLE t(id NUMBER(19,0) NOT NULL PRIMARY KEY, v VARCHAR CHECK (v <> 'value 33'))");
        var run = TableRun.Of(databases, "t", batchSize: 20).With(job => job with { Configuration = job.Configuration with { MaxRejects = 1 } });
        await run.PrepareAsync();

        var copied = await run.CopyAsync();

        Assert.Equal((69, true, 1), (copied.Rows, copied.Done, copied.Checkpoint.Rejected));
        Assert.Equal((TableVerdict.Equal, "69"), ((await run.ValidateAsync()).Verdict, databases.Scalar("target", "SELECT COUNT(DISTINCT id) FROM t")));
        Assert.Equal("0", databases.Scalar("target", "SELECT COUNT(*) FROM \"_MIGRATION_STAGE\""));
    }

    [SkippableFact]
    public async Task File_ThatIsGivenUpOnItsWay_KeepsNoOther()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases, rows: 20);
        await using var table = await OpenTable.OfAsync(databases, run);
        var state = await table.Target.BeginAttemptAsync(1, CancellationToken.None);
        var batch = new RowBatch(table.Source.Columns.Count);
        await table.Source.ReadAsync(batch, state.Next, state.Shard.UpTo, new(20, long.MaxValue), CancellationToken.None);
        var lost = await table.Target.BringAsync(batch, state, CancellationToken.None);

        await table.Target.BringRestAsync(new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lost!.Arrived);
        await table.Target.CommitAsync(batch, state.Next, state, CancellationToken.None);
        Assert.Equal(("20", "0"), (databases.Scalar("target", "SELECT COUNT(*) FROM t"), databases.Scalar("target", "SELECT COUNT(*) FROM \"_MIGRATION_STAGE\"")));
    }

    [SkippableFact]
    public async Task Slice_WhoseIntervalIsOver_GoesOnUntilItsFileIsWhole()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases, rows: 70);

        var copied = await run.CopyAsync(interval: TimeSpan.Zero);

        Assert.Equal((70, true, 4), (copied.Rows, copied.Done, copied.Transactions));
        Assert.Single(account.Emulator.Log.Executions, execution => execution.Text.StartsWith("COPY INTO", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task File_ThatIsBeingWritten_IsDroppedByAStop_AndItsRowsAreSentByTheNextAttempt()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases, rows: 20);
        await using var table = await OpenTable.OfAsync(databases, run);
        var (_, brought) = await BroughtAsync(table);
        Assert.True(brought.IsHeld && table.Target.IsCollecting);

        await table.Target.BringRestAsync(new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => brought.Arrived);
        Assert.DoesNotContain(account.Emulator.Log.Executions, execution => execution.Text.StartsWith("PUT", StringComparison.Ordinal));
        Assert.True((await run.CopyAsync()).Done);
        Assert.Equal(("20", "0"), (databases.Scalar("target", "SELECT COUNT(*) FROM t"), databases.Scalar("target", "SELECT COUNT(*) FROM \"_MIGRATION_STAGE\"")));
    }

    [SkippableFact]
    public async Task File_OfAnAttemptThatWasOvertaken_ArrivesLate_AndIsNeverMoved()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases, rows: 20);
        await using var first = await OpenTable.OfAsync(databases, run);
        var (late, _) = await BroughtAsync(first);
        await using var second = await OpenTable.OfAsync(databases, run);
        await second.Target.BeginAttemptAsync(1, CancellationToken.None);

        await first.Target.BringRestAsync(CancellationToken.None);
        Assert.NotEqual("0", databases.Scalar("target", "SELECT COUNT(*) FROM \"_MIGRATION_STAGE\""));
        var copied = await run.CopyAsync();

        Assert.Equal((1L, 3L, 20L, true), (late.Epoch, copied.Epoch, copied.Rows, copied.Done));
        Assert.Equal(("20", "0"), (databases.Scalar("target", "SELECT COUNT(*) FROM t"), databases.Scalar("target", "SELECT COUNT(*) FROM \"_MIGRATION_STAGE\"")));
    }

    [SkippableFact]
    public async Task File_ThatIsLeftOnTheStage_GoesWhenTheExecutionGivesItsTablesBack()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        var run = await PreparedAsync(databases, rows: 20);
        using var stop = new CancellationTokenSource();
        var gate = account.Gates.Hold(text => text.StartsWith("COPY INTO", StringComparison.Ordinal));
        await using (var table = await OpenTable.OfAsync(databases, run))
        {
            var (_, brought) = await BroughtAsync(table);
            var resting = table.Target.BringRestAsync(stop.Token);
            await gate.Reached;
            await stop.CancelAsync();
            await resting;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => brought.Arrived);
        }

        await run.OnTargetAsync(target => target.ReleaseAsync(CancellationToken.None));

        Assert.Empty(account.Rows(databases.SnowflakeName("target"), "REMOVE @\"_MIGRATION_FILES\"/"));
    }

    /// <summary>A table whose first twenty rows, one batch, are large enough for a file.</summary>
    private static async Task<TableRun> PreparedAsync(TestDatabases databases, int rows)
    {
        databases.Sqlite("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, rows).Select(i => $"({i}, {(i <= 20 ? "hex(zeroblob(150000))" : $"'value {i}'")})"))}").Snowflake("target");
        var run = TableRun.Of(databases, "t", batchSize: 20);
        await run.PrepareAsync();
        return run;
    }

    private static async Task<(LedgerState State, IBroughtRows Rows)> BroughtAsync(OpenTable table)
    {
        var state = await table.Target.BeginAttemptAsync(1, CancellationToken.None);
        var batch = new RowBatch(table.Source.Columns.Count);
        await table.Source.ReadAsync(batch, state.Next, state.Shard.UpTo, new(20, long.MaxValue), CancellationToken.None);
        return (state, (await table.Target.BringAsync(batch, state, CancellationToken.None))!);
    }
}
