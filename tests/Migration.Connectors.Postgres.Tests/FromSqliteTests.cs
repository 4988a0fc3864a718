using Migration.Conformance;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Postgres.Tests;

public sealed class FromSqliteTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableFact]
    public async Task Table_StoppedAfterEachRange_IsEqualAndRollsBack()
    {
        _databases.Sqlite("source", """
            CREATE TABLE orders(id INTEGER PRIMARY KEY, customer TEXT NOT NULL DEFAULT 'nobody', price REAL, amount DECIMAL(10,2), paid BOOLEAN, at DATETIME, raw BLOB);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
            INSERT INTO orders SELECT i * 3, 'customer ' || i, i / 7.0, i || '.5', i % 2, datetime(1600000000 + i, 'unixepoch'), randomblob(i) FROM n;
            """).Postgres("target");
        var run = TableRun.Of(_databases, "orders", batchSize: 7);

        var prepared = await run.PrepareAsync();
        await run.CopyInSlicesAsync();
        await run.FinishAsync();
        var validation = await run.ValidateAsync();

        Assert.True(prepared.Created);
        Assert.Equal((TableVerdict.Equal, "100 rows in 15 range(s) are equal on both sides."), (validation.Verdict, validation.Summary));
        Assert.Equal("301", _databases.Scalar("target", "INSERT INTO orders(customer) VALUES ('next') RETURNING id"));
        await run.RollbackAsync();
        Assert.True((await run.VerifyRollbackAsync()).Equal);
    }
}
