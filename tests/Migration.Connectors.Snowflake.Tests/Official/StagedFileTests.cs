using Migration.Conformance;
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
}
