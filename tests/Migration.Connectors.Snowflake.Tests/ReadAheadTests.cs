using Migration.Conformance;
using Migration.Connectors.Tables;
using Snowflake.Emulator.Faults;
using Operation = Snowflake.Emulator.Faults.Operation;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Results of several partitions, of 1,000 rows each, which are fetched side by side.</summary>
public sealed class ReadAheadTests(PrivateAccount account) : IClassFixture<PrivateAccount>, IDisposable
{
    private const int Rows = 4_900;

    private readonly TestDatabases? _databases = account.NewDatabases();

    public void Dispose() => _databases?.Dispose();

    [SkippableTheory]
    [InlineData("sqlite", "id NUMBER(19,0) NOT NULL PRIMARY KEY")]
    [InlineData("postgres", "id NUMBER(19,0) NOT NULL PRIMARY KEY")]
    [InlineData("sqlite", "id NUMBER(19,0)")]
    public async Task Rows_OfPartitionsThatBreakOff_ArriveOnceAndInTheirRanges(string target, string key)
    {
        Skip.If(_databases is null, PostgresServer.Missing);
        var digits = string.Join(", ", Enumerable.Range(0, 70).Select(i => $"({i})"));
        _databases.Snowflake("source", $"CREATE TABLE t({key}, v VARCHAR); INSERT INTO t SELECT a.n * 70 + b.n, 'value ' || (a.n * 70 + b.n) FROM (VALUES {digits}) AS a(n) CROSS JOIN (VALUES {digits}) AS b(n)").Make(target, "target");
        var run = TableRun.Of(_databases, "T", batchSize: 4_000);
        await run.PrepareAsync();
        account.Break(Operation.Partition, Fault.DropResponse, Fault.None, Fault.Truncate, Fault.ServiceUnavailable, Fault.None, Fault.Truncate);

        await run.CopyAsync();
        await run.FinishAsync();
        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal($"{Rows}", _databases.Scalar("target", target == "sqlite" ? "SELECT count(DISTINCT id) FROM t" : "SELECT count(DISTINCT \"ID\") FROM \"T\""));
    }
}
