using Migration.Connectors.Tables;

namespace Migration.Conformance;

/// <summary>A sample of a table's ranges is compared, the same in each attempt and another in each execution.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Engines.PairsOfOneCaseAndWithinSnowflake), MemberType = typeof(Engines))]
    public async Task Ranges_OfASample_AreComparedAndNoOthers(string source, string target)
    {
        // A statement takes its time there.
        var ranges = target == "snowflake" ? 5 : 20;
        _databases.Make(source, "source", $"CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, 5 * ranges).Select(i => $"({i}, 'value {i}')"))}")
            .Make(target, "target");
        var run = TableRun.Of(_databases, "t", batchSize: 5).With(job => job with { Sample = new RangeSample(0.6, 0.2) });
        var compared = (await run.RunAsync()).RangesCompared;

        var seen = 0;
        for (var id = 3; id <= 5 * ranges; id += 5)
        {
            _databases.Execute("target", $"UPDATE t SET v = 'other' WHERE id = {id}");
            seen += (await run.ValidateAsync()).Verdict == TableVerdict.Different ? 1 : 0;
            _databases.Execute("target", $"UPDATE t SET v = 'value {id}' WHERE id = {id}");
        }
        _databases.Execute("target", "DELETE FROM t WHERE id = 17");
        var counted = await run.ValidateAsync();

        Assert.InRange(compared, 2, ranges - 1);
        Assert.InRange(seen, compared - 1, compared);
        Assert.Equal(TableVerdict.Different, counted.Verdict);
        Assert.Contains("confidence", counted.Summary, StringComparison.Ordinal);
    }
}
