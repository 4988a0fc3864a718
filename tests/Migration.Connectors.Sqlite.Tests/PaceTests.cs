using Migration.Connectors.Rows;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class PaceTests : IDisposable
{
    private const string Numbers = """
        CREATE TABLE numbers(id INTEGER PRIMARY KEY, name TEXT);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO numbers SELECT i, 'number ' || i FROM n;
        """;

    private readonly Databases _databases = new();

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_AtAPaceOfBefore_CutsItsBatchesByIt(bool pushDown)
    {
        _databases.Make("source", Numbers);
        var run = TableRun.Of(_databases, "numbers", batchSize: 40).By(pushDown);
        await run.PrepareAsync();

        var copied = await run.DoAsync(o => o.CopyAsync(
            new CopyRun(TimeSpan.FromMinutes(5)) { Pace = new BatchLimits(30, long.MaxValue) }, _ => { }, CancellationToken.None, CancellationToken.None));

        Assert.Equal(4, copied.Transactions);
        Assert.Equal(30, copied.Pace!.Rows);
        Assert.Equal(TableVerdict.Equal, (await run.ValidateAsync()).Verdict);
    }

    [Fact]
    public async Task Copy_WithALimitOfRows_WritesNoMoreThanASecondsWorthAtOnce()
    {
        _databases.Make("source", Numbers);
        var run = TableRun.Of(_databases, "numbers").With(job => job with { Configuration = job.Configuration with { MaxRowsPerSecond = 30 } });
        await run.PrepareAsync();
        using var stop = new CancellationTokenSource();

        var copied = await run.CopyAsync(afterCommit: _ => stop.Cancel(), stop: stop.Token);

        Assert.Equal(30, copied.Rows);
        Assert.False(copied.Done);
    }
}
