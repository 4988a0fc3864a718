using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Tables;
using Migration.Core.Plans;

namespace Migration.Connectors.Sqlite.Tests.Pages;

/// <summary>Whole copies of tables whose rows come from pages.</summary>
public sealed class PageCopyTests : IDisposable
{
    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData("PRAGMA page_size=512", 0, true, true)]
    [InlineData("PRAGMA page_size=512", 32, false, true)]
    [InlineData("PRAGMA page_size=1024; PRAGMA auto_vacuum=FULL", 0, true, false)]
    [InlineData("PRAGMA page_size=4096", 0, true, true)]
    [InlineData("PRAGMA page_size=65536", 17, false, false)]
    [InlineData("PRAGMA journal_mode=WAL", 0, true, true)]
    [InlineData("PRAGMA encoding='UTF-16le'", 0, true, true)]
    public async Task Table_StoppedAfterEachRange_IsEqual(string pragmas, int reserved, bool hasKey, bool pushDown)
    {
        new GeneratedTable(reserved).Make(_databases.PathOf("source"), pragmas, rows: 250, reserved, hasKey);
        var run = TableRun.Of(_databases, "t", batchSize: 13).By(pushDown);
        await run.PrepareAsync();

        while (!(await run.CopyAsync(TimeSpan.Zero)).Done)
        {
        }
        await run.FinishAsync();
        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(Rows("source"), Rows("target"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Columns_MappedInAnotherOrder_AreEqual(bool pushDown)
    {
        new GeneratedTable(5).Make(_databases.PathOf("source"), "PRAGMA page_size=1024");
        var run = TableRun.Of(_databases, "t", batchSize: 40).By(pushDown).With(new TableMigration
        {
            SourceTable = "t",
            Columns = [.. new[] { "x", "id", "r", "b" }.Select(c => new ColumnMapping { SourceColumn = c, TargetColumn = "new " + c })],
        });

        var validation = await run.RunAsync();

        Assert.Equal((TableVerdict.Equal, validation.Summary), (validation.Verdict, validation.Summary));
        Assert.Equal(
            _databases.Rows("source", "SELECT id || quote(r) || quote(b) || quote(x) FROM t ORDER BY id"),
            _databases.Rows("target", "SELECT \"new id\" || quote(\"new r\") || quote(\"new b\") || quote(\"new x\") FROM t ORDER BY \"new id\""));
    }

    [Fact]
    public async Task Row_LargerThanAnImageTakes_IsCopied()
    {
        _databases.Make("source", "CREATE TABLE t(id INTEGER PRIMARY KEY, b); INSERT INTO t VALUES (1, 'a'), (2, zeroblob(20000000)), (3, 'c')");

        var validation = await TableRun.Of(_databases, "t").RunAsync();

        Assert.Equal((TableVerdict.Equal, 3), (validation.Verdict, validation.TargetRows));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRAGMA journal_mode=WAL;")]
    public async Task Source_WrittenToAllTheTime_HasRangesOfOneMomentEach(string mode)
    {
        // Every transaction gives all rows the same number, so that a range read from two moments has two.
        _databases.Make("source", mode + "CREATE TABLE t(id INTEGER PRIMARY KEY, n, pad); WITH RECURSIVE i(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM i WHERE id < 4000) INSERT INTO t SELECT id, 0, zeroblob(50) FROM i");
        var run = TableRun.Of(_databases, "t", batchSize: 100);
        await run.PrepareAsync();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => Write(stop.Token), CancellationToken.None);

        var copied = await run.CopyAsync();
        await stop.CancelAsync();
        Assert.True(await writing > 0);
        await run.FinishAsync();

        Assert.True(copied.Done);
        Assert.All((await run.ValidateAsync()).Mismatches, mismatch => Assert.NotNull(mismatch.SourceRows));
        // As the ledger has the ranges: a slow disk makes them smaller than the batch size.
        Assert.Equal("1|4000", _databases.Scalar("target", """
            WITH ranges AS (SELECT ordinal, rows, sum(rows) OVER (ORDER BY ordinal) AS last FROM _migration_ranges)
            SELECT max(moments) || '|' || sum(rows) FROM
                (SELECT count(DISTINCT n) AS moments, count(*) AS rows FROM ranges JOIN t ON id BETWEEN last - ranges.rows + 1 AND last GROUP BY ordinal)
            """));
    }

    private int Write(CancellationToken stop)
    {
        using var session = SqliteSession.Open(_databases.PathOf("source"), SessionMode.Write, "writer");
        var written = 0;
        do
        {
            session.Execute("UPDATE t SET n = n + 1, pad = zeroblob(50 + n % 3)");
            written++;
        }
        while (!stop.IsCancellationRequested);
        return written;
    }

    private IReadOnlyList<string> Rows(string database) =>
        _databases.Rows(database, "SELECT concat_ws('|', quote(id), quote(r), quote(n), quote(s), quote(m), quote(x), quote(b)) FROM t ORDER BY 1");
}
