using Migration.Conformance;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>Both sides of one account are hashed where they are: so many statements, however many rows a batch has.</summary>
public sealed class WithinValidationTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ranges_AreComparedBySums_WhateverTheSizeOfABatch(bool isCloned)
    {
        var rows = string.Join(", ", Enumerable.Range(1, 40).Select(i => $"({i}, 'value {i}')"));
        _databases.Snowflake("source", $"CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, v VARCHAR); INSERT INTO t VALUES {rows}").Snowflake("target");
        var run = TableRun.Of(_databases, "t", batchSize: 10).With(job => job with { Configuration = job.Configuration with { CloneTables = isCloned } });
        await run.RunAsync();

        var (equal, sent) = await ValidateAsync(run);
        var (_, sentAtOnce) = await ValidateAsync(run.With(job => job with { Configuration = job.Configuration with { BatchSize = 1000 } }));
        _databases.Execute("target", "UPDATE t SET v = 'other' WHERE id = 27");
        var (different, _) = await ValidateAsync(run);

        Assert.Equal((TableVerdict.Equal, isCloned ? 1L : 5L), (equal.Verdict, equal.RangesCompared));
        Assert.Equal(sentAtOnce, sent);
        Assert.Equal(["27"], different.Mismatches.SelectMany(mismatch => mismatch.Keys));
    }

    private static Task<(TableValidation Validation, long Sent)> ValidateAsync(TableRun run) => run.DoAsync(async operations =>
    {
        var before = operations.StatementsSent;
        return (await operations.ValidateAsync(CancellationToken.None), operations.StatementsSent - before);
    });
}
