using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Planning;

namespace Migration.Conformance;

/// <summary>What `plan validate` says before rows go from one engine to another.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly TestDatabases _databases = new();

    public void Dispose() => _databases.Dispose();

    [SkippableTheory]
    [InlineData("sqlite", "postgres", "CREATE TABLE t(id INTEGER PRIMARY KEY, v DATETIME, w)", "v", "w")]
    [InlineData("postgres", "sqlite", "CREATE TABLE t(id int PRIMARY KEY, v int[], w inet)", "v", "w")]
    [InlineData("postgres", "postgres", "CREATE TABLE t(id int PRIMARY KEY, v int[], w inet)")]
    [InlineData("sqlite", "postgres", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT, w REAL)")]
    [InlineData("sqlite", "snowflake", "CREATE TABLE t(id INTEGER PRIMARY KEY, v DATETIME, w JSON)", "v", "w")]
    [InlineData("postgres", "snowflake", "CREATE TABLE t(id int PRIMARY KEY, v int[], w interval, x timestamptz)", "v", "w")]
    [InlineData("snowflake", "postgres", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TIMESTAMP_TZ, w TIMESTAMP_NTZ)", "V")]
    [InlineData("snowflake", "sqlite", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TIMESTAMP_TZ, w BINARY)", "V")]
    [InlineData("snowflake", "snowflake", "CREATE TABLE t(id INTEGER PRIMARY KEY, v TIMESTAMP_TZ, w VARIANT)")]
    public async Task Columns_WhoseValuesChangeInForm_AreNamed(string source, string target, string table, params string[] named)
    {
        _databases.Make(source, "source", table).Make(target, "target");

        var inspected = await InspectAsync();

        Assert.True(inspected.IsExecutable);
        Assert.Equal(named.Select(n => $"tables['{(source == "snowflake" ? "T" : "t")}'].columns['{n}']"), inspected.Problems.Where(p => p.Code == ErrorCodes.ColumnIncompatible).Select(p => p.Path));
    }

    [SkippableTheory]
    [MemberData(nameof(Engines.Pairs), MemberType = typeof(Engines))]
    [InlineData("sqlite", "snowflake")]
    [InlineData("postgres", "snowflake")]
    [InlineData("snowflake", "sqlite")]
    [InlineData("snowflake", "postgres")]
    public async Task Views_OfAnotherEngine_AreNamedAsLeftOut(string source, string target)
    {
        _databases.Make(source, "source", "CREATE TABLE t(id INTEGER PRIMARY KEY); CREATE VIEW seen AS SELECT id FROM t").Make(target, "target");

        var inspected = await InspectAsync();

        Assert.True(inspected.IsExecutable);
        Assert.Equal((source, target) is not (("sqlite", "sqlite") or ("snowflake", "snowflake")), inspected.Problems.Any(p => p.Code == ErrorCodes.PlanUnsupported && p.Message.Contains("'seen'", StringComparison.OrdinalIgnoreCase)));
    }

    private Task<PlanInspectionResult> InspectAsync() => PlanInspection.InspectAsync(
        new MigrationPlan { Id = "plan", Name = "plan", SourceDatabase = "source", TargetDatabase = "target" }, _databases.Catalog, CancellationToken.None);
}
