using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class LifeCycleTests : IDisposable
{
    private const string People = """
        CREATE TABLE people(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT UNIQUE, score REAL CHECK (score >= 0), photo BLOB);
        CREATE INDEX people_name ON people(name);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234)
        INSERT INTO people SELECT i * 3, 'name ' || i, CASE WHEN i % 5 THEN 'p' || i || '@example.com' END, i / 7.0, randomblob(i % 9) FROM n;
        DELETE FROM people WHERE id > 3600;
        """;

    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Table_CopiedWhole_IsEqualByHash(bool pushDown)
    {
        _databases.Make("source", People);
        var run = TableRun.Of(_databases, "people").By(pushDown);

        var validation = await run.RunAsync();

        Assert.Equal(TableVerdict.Equal, validation.Verdict);
        Assert.Equal(1200, validation.TargetRows);
        Assert.Equal(13, validation.RangesCompared);
        Assert.Equal(_databases.Rows("source", "SELECT quote(id)||quote(name)||quote(email)||quote(score)||quote(photo) FROM people ORDER BY id"),
            _databases.Rows("target", "SELECT quote(id)||quote(name)||quote(email)||quote(score)||quote(photo) FROM people ORDER BY id"));
        Assert.Equal("CREATE INDEX \"people_name\" ON \"people\"(name)", _databases.Scalar("target", "SELECT sql FROM sqlite_master WHERE name = 'people_name'"));
        Assert.Equal("3702", _databases.Scalar("target", "SELECT seq FROM sqlite_sequence WHERE name = 'people'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_StoppedAfterABatch_GoesOnFromTheLedger(bool pushDown)
    {
        _databases.Make("source", People);
        var run = TableRun.Of(_databases, "people").By(pushDown);
        await run.PrepareAsync();
        using var stop = new CancellationTokenSource();

        var first = await run.CopyAsync(afterCommit: p => { if (p.Ranges == 3) stop.Cancel(); }, stop: stop.Token);
        var second = await run.CopyAsync();

        Assert.False(first.Done);
        Assert.Equal(300, first.Checkpoint.Rows);
        Assert.Equal("people#3", first.Checkpoint.Id);
        Assert.True(second.Done);
        Assert.Equal(900, second.Rows);
        Assert.Equal(1200, second.Checkpoint.Rows);
        Assert.True(second.Epoch > first.Epoch);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rollback_OfACreatedTable_LeavesNoTable(bool pushDown)
    {
        _databases.Make("source", People);
        _databases.Make("target", "CREATE TABLE other(a)");
        var run = TableRun.Of(_databases, "people").By(pushDown);
        await run.RunAsync();

        var feasible = await run.CheckRollbackAsync();
        var result = await run.RollbackAsync();
        var verified = await run.VerifyRollbackAsync();

        Assert.True(feasible.Possible);
        Assert.Equal(1200, result.RowsRemoved);
        Assert.True(result.TableDropped);
        Assert.True(verified.Equal);
        Assert.Equal("0", _databases.Scalar("target", "SELECT count(*) FROM sqlite_master WHERE name LIKE 'people%'"));
    }
}
