using Migration.Conformance;
using Migration.Core.Errors;
using Snowflake.Emulator.Faults;
using Operation = Snowflake.Emulator.Faults.Operation;

namespace Migration.Connectors.Snowflake.Tests.SqlApi;

/// <summary>Requests of the SQL API that are answered with a failure.</summary>
public sealed class RefusedRequestTests
{
    [SkippableFact]
    public async Task Rows_ThatCouldNotBeBrought_AreTheFailure_NotThatSomeAreMissing()
    {
        Skip.If(PostgresServer.Shared is null, PostgresServer.Missing);
        await using var account = await SnowflakeAccount.StartAsync();
        using var databases = new TestDatabases(account: account);
        databases.Sqlite("source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 8).Select(i => $"({i}, hex(zeroblob(300000)))"))}").Snowflake("target");
        var run = TableRun.Of(databases, "t", batchSize: 10);
        await run.PrepareAsync();
        await using var table = await OpenTable.OfAsync(databases, run);
        var state = await table.Target.BeginAttemptAsync(1, CancellationToken.None);
        var batch = new Rows.RowBatch(table.Source.Columns.Count);
        await table.Source.ReadAsync(batch, state.Next, state.Shard.UpTo, new(10, long.MaxValue), CancellationToken.None);

        // It fails while the first three are waited for.
        account.Emulator.Faults.Order(Operation.Submit, Fault.Pending, Fault.Pending, Fault.Pending, new Fault(FaultKind.Status) { StatusCode = 422, Code = "003001", Message = "Insufficient privileges" });
        var failure = await Assert.ThrowsAnyAsync<MigrationException>(async () => await table.Target.CommitAsync(batch, state.Next, state, CancellationToken.None));

        Assert.Equal((ErrorCodes.DatabaseUnreadable, "0"), (failure.Code, databases.Scalar("target", "SELECT COUNT(*) FROM t")));
    }
}
