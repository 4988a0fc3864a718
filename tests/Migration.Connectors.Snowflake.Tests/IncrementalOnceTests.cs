using Migration.Conformance;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Tables;
using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Snowflake.Emulator.Faults;
using Operation = Snowflake.Emulator.Faults.Operation;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Ranges of a synchronization that are done twice, late or half.</summary>
public sealed class IncrementalOnceTests
{
    private const string Table = "CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, v VARCHAR)";

    [SkippableFact]
    public async Task Range_WhoseAnswerIsLost_AndThatIsDoneAgain_ChangesNothingMore()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = Databases(account);
        var run = Run(databases);
        await run.PrepareAsync();
        await using var table = await OpenTable.OfAsync(databases, run);
        var (state, batch) = await ReadAsync(table);

        // After the range's content and its differences were asked for: of the block.
        account.Emulator.Faults.Order(Operation.Submit, Fault.None, Fault.None, Fault.DropResponse);
        var range = await table.Target.CommitAsync(batch, state.Next, state, CancellationToken.None);
        Assert.Single(account.Emulator.Log.Executions, execution => execution.Text.Contains("MERGE INTO", StringComparison.Ordinal));
        Assert.Contains(account.Emulator.Log.Requests, request => request.Query.Contains("retry", StringComparison.Ordinal));
        databases.Execute("target", "UPDATE t SET v = 'by somebody' WHERE id = 1");
        var again = await Assert.ThrowsAsync<MigrationException>(async () => await table.Target.CommitAsync(batch, state.Next, state, CancellationToken.None));
        var taken = await table.Target.BeginAttemptAsync(1, CancellationToken.None);

        Assert.Equal((new RowChanges(1, 1, 1), ErrorCodes.LedgerInvalid, true), (range.Changes, again.Code, again.IsTransient));
        Assert.Equal(["1:by somebody", "2:b", "9:x"], databases.Rows("target", "SELECT id || ':' || v FROM t ORDER BY id"));
        Assert.Equal((1L, new RowChanges(1, 1, 1)), (taken.Ranges, taken.Changes));
        Assert.Equal(ErrorCodes.AttemptFenced, (await Assert.ThrowsAsync<MigrationException>(async () => await table.Target.CommitAsync(batch, state.Next, state, CancellationToken.None))).Code);
    }

    [SkippableFact]
    public async Task Source_ThatChangesAfterItWasRead_IsFoundOut_AndNothingIsWritten()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        using var databases = Databases(SnowflakeAccount.Shared);
        var run = Run(databases);
        await run.PrepareAsync();
        await using var table = await OpenTable.OfAsync(databases, run);
        var (state, batch) = await ReadAsync(table);
        databases.Execute("source", "UPDATE t SET v = 'later' WHERE id = 2");

        var refusal = await Assert.ThrowsAsync<MigrationException>(async () => await table.Target.CommitAsync(batch, state.Next, state, CancellationToken.None));

        Assert.Equal((ErrorCodes.LedgerInvalid, true), (refusal.Code, refusal.IsTransient));
        Assert.Equal(["0:x", "1:old", "9:x"], databases.Rows("target", "SELECT id || ':' || v FROM t ORDER BY id"));
        await run.CopyInSlicesAsync();
        Assert.Equal((TableVerdict.Equal, "1:a,2:later,3:c"), ((await run.ValidateAsync()).Verdict, string.Join(',', databases.Rows("target", "SELECT id || ':' || v FROM t ORDER BY id"))));
    }

    private static TestDatabases Databases(SnowflakeAccount account)
    {
        var databases = new TestDatabases(account: account);
        return databases.Snowflake("source", $"{Table}; INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')")
            .Snowflake("target", $"{Table}; INSERT INTO t VALUES (0, 'x'), (1, 'old'), (9, 'x')");
    }

    private static TableRun Run(TestDatabases databases) => TableRun.Of(databases, "t", batchSize: 2).With(job => job with { Strategy = MigrationStrategy.Incremental });

    private static async Task<(LedgerState State, RowBatch Batch)> ReadAsync(OpenTable table)
    {
        var state = await table.Target.BeginAttemptAsync(1, CancellationToken.None);
        var batch = new RowBatch(table.Source.Columns.Count, keepsRows: false);
        await table.Source.ReadAsync(batch, state.Next, state.Shard.UpTo, new(2, long.MaxValue), CancellationToken.None);
        return (state, batch);
    }
}
