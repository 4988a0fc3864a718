using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tests;

/// <summary>A source that others write to after rows of it were copied.</summary>
public sealed class LiveSourceTests : IDisposable
{
    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData("DELETE", true)]
    [InlineData("DELETE", false)]
    [InlineData("WAL", true)]
    public async Task RowChangedAfterItsRange_IsFoundWithRangeAndKey(string mode, bool pushDown)
    {
        _databases.Make("source", $"PRAGMA journal_mode={mode}; CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO t SELECT i, 'x' FROM n");
        var run = TableRun.Of(_databases, "t", batchSize: 20).By(pushDown);
        var mark = (await run.PrepareAsync()).SourceMark;
        await run.CopyAsync();
        _databases.Make("source", "UPDATE t SET v = 'y' WHERE id = 33");

        var validation = await run.With(job => job with { SourceMark = mark }).ValidateAsync();

        Assert.Equal((TableVerdict.Different, ErrorCodes.SourceChanged), (validation.Verdict, validation.Code));
        var mismatch = Assert.Single(validation.Mismatches);
        Assert.Equal((2, 20), (mismatch.Range, mismatch.SourceRows));
        Assert.Equal(["33"], mismatch.Keys);
    }

    [Theory]
    [InlineData("CREATE TABLE t(a, b UNIQUE)", "INSERT INTO t VALUES (1, NULL), (2, 'x'), (3, NULL)", "UPDATE t SET a = 9 WHERE a = 3")]
    [InlineData("CREATE TABLE t(rowid, _rowid_, oid)", "INSERT INTO t VALUES (1, 2, 3), (4, 5, 6)", "UPDATE t SET oid = 9 WHERE oid = 3")]
    public async Task RowWithoutAKey_Changed_IsFound(string table, string rows, string change)
    {
        _databases.Make("source", $"{table}; {rows}");
        var run = TableRun.Of(_databases, "t", batchSize: 1);
        await run.RunAsync();
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
        _databases.Make("source", change);

        var validation = await run.ValidateAsync();

        Assert.Equal((TableVerdict.Different, ErrorCodes.SourceChanged), (validation.Verdict, validation.Code));
    }

    [Fact]
    public async Task SourceAsItWas_HasTheSameMark()
    {
        _databases.Make("source", "CREATE TABLE t(id INTEGER PRIMARY KEY)");
        var run = TableRun.Of(_databases, "t");
        var mark = (await run.PrepareAsync()).SourceMark;
        await run.CopyAsync();

        Assert.Equal(mark, (await run.PrepareAsync()).SourceMark);
        _databases.Make("source", "INSERT INTO t VALUES (1)");
        Assert.NotEqual(mark, (await run.PrepareAsync()).SourceMark);
    }
}
