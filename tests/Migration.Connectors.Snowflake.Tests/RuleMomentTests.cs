using Migration.Conformance;
using Migration.Core.Plans;

namespace Migration.Connectors.Snowflake.Tests;

/// <summary>What is asked of a source beside its rows is asked as of the moment as of which they are read.</summary>
public sealed class RuleMomentTests : IDisposable
{
    private static readonly ValidationRule s_totals = new() { Name = "totals", Type = ValidationType.Consistency, Columns = ["id", "v"], Aggregates = ["COUNT", "SUM"] };

    private static readonly ValidationRule s_range = new() { Name = "range", Type = ValidationType.DataQuality, Side = PlanSide.Source, Check = QualityCheck.Range, Columns = ["v"], Maximum = "50" };

    private static readonly ValidationRule s_query = new() { Name = "query", Type = ValidationType.Consistency, Query = "SELECT COUNT(*) FROM t" };

    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData("snowflake")]
    [InlineData("sqlite")]
    public async Task Rules_OfATable_LookAtTheSourceAsItWasRead_AndQueriesAsItIs(string target)
    {
        _databases.Snowflake("source", "CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, v INTEGER); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)").Make(target, "target");
        var run = TableRun.Of(_databases, "t");
        var prepared = await run.PrepareAsync();
        run = run.With(job => job with { SourceMark = prepared.SourceMark });
        await run.CopyInSlicesAsync();
        _databases.Execute("source", "INSERT INTO t VALUES (4, 99)");

        var atMoment = await HoldAsync(run);
        var now = await HoldAsync(run.With(job => job with { ReadsNow = true }));

        Assert.Equal([true, true, false], atMoment);
        Assert.Equal([false, false, false], now);
    }

    [SkippableFact]
    public async Task RowsThatAFilterLeavesOut_AreCountedAsOfTheMoment()
    {
        _databases.Snowflake("source", "CREATE TABLE t(id INTEGER NOT NULL PRIMARY KEY, v INTEGER); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)").Sqlite("target");
        await using var source = await _databases.Catalog.OpenAsync("source", CancellationToken.None);
        var moment = await source.TakeMomentAsync(CancellationToken.None);
        _databases.Execute("source", "INSERT INTO t VALUES (4, 40), (5, 5)");

        var prepared = await TableRun.Of(_databases, "t").With(job => job with
        {
            SourceMoment = moment,
            Table = job.Table with { Transformations = [new() { Type = TransformationType.Filter, Expression = "v > 10" }] },
        }).PrepareAsync();

        Assert.Equal((2L, 1L), (prepared.RowsTotal, prepared.RowsSkipped));
    }

    private static async Task<IEnumerable<bool>> HoldAsync(TableRun run) =>
        (await run.DoAsync(o => o.AskRulesAsync([s_totals, s_range, s_query], CancellationToken.None))).Select(result => result.Holds);
}
