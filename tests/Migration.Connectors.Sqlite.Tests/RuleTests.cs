using Migration.Connectors.Rules;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;

namespace Migration.Connectors.Sqlite.Tests;

public sealed class RuleTests : IDisposable
{
    private static readonly TableMigration People = new() { SourceTable = "people" };

    private readonly Databases databases = new();

    public RuleTests()
    {
        const string schema = """
            CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE people(id INTEGER PRIMARY KEY, mail TEXT, age INTEGER, state TEXT, seen TEXT, team INTEGER REFERENCES teams(id), pay REAL);
            INSERT INTO teams VALUES (1, 'red'), (2, '');
            INSERT INTO people VALUES (1, 'a@x', 30, 'on', '2026-05-01T10:00:00Z', 1, 0.1), (2, 'b@x', 40, 'off', '2026-05-02 10:00:00', 2, 0.2), (3, 'a@x', -1, 'gone', NULL, 9, 0.3), (4, NULL, NULL, NULL, NULL, NULL, NULL);
            """;
        databases.Make("source", schema);
        databases.Make("target", schema);
    }

    public void Dispose() => databases.Dispose();

    [Theory]
    [InlineData(QualityCheck.NotNull, "mail", 1, "4")]
    [InlineData(QualityCheck.NotNull, "id", 0, "")]
    [InlineData(QualityCheck.Unique, "mail", 1, "3")]
    [InlineData(QualityCheck.Unique, "id", 0, "")]
    [InlineData(QualityCheck.Range, "age", 1, "3")]
    [InlineData(QualityCheck.Pattern, "state", 1, "3")]
    [InlineData(QualityCheck.AllowedValues, "state", 1, "3")]
    public async Task Quality_OfAColumn_CountsTheRowsThatBreakIt(QualityCheck check, string column, int violations, string keys)
    {
        var result = await AskAsync(new()
        {
            Name = "q",
            Type = ValidationType.DataQuality,
            Check = check,
            Columns = [column],
            Minimum = check == QualityCheck.Range ? "0" : null,
            Pattern = check == QualityCheck.Pattern ? "^o(n|ff)$" : null,
            Values = check == QualityCheck.AllowedValues ? ["on", "off"] : [],
        });

        Assert.Equal((violations == 0, violations, keys), (result.Holds, result.Violations, string.Join(" ", result.Examples)));
    }

    [Theory]
    [InlineData(48, true)]
    [InlineData(12, false)]
    public async Task Freshness_OfTheLatestMoment_Decides(int hours, bool holds)
    {
        var rule = new ValidationRule { Name = "fresh", Type = ValidationType.DataQuality, Check = QualityCheck.Freshness, Columns = ["seen"], MaxAge = TimeSpan.FromHours(hours) };
        Assert.Equal(holds, (await AskAsync(rule)).Holds);
    }

    [Fact]
    public async Task Violations_BeyondTheFirst_AreCountedAllAndShownInPart()
    {
        databases.Make("target", "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO people(id, age) SELECT i, -5 FROM n");
        var result = await AskAsync(new() { Name = "q", Type = ValidationType.DataQuality, Check = QualityCheck.Range, Columns = ["age"], Minimum = "0" });
        Assert.Equal((492, RuleTable.ExamplesShown), (result.Violations, result.Examples.Count));
    }

    [Fact]
    public async Task Completeness_OfBlankAndNull_NamesTheRows()
    {
        var result = await AskAsync(new() { Name = "c", Type = ValidationType.Completeness, Columns = ["name"] }, new() { SourceTable = "teams" });
        Assert.Equal((false, 1, "2"), (result.Holds, result.Violations, result.Examples[0]));
    }

    [Fact]
    public async Task Integrity_OfDeclaredKeys_FindsOrphans()
    {
        var result = await AskAsync(new() { Name = "i", Type = ValidationType.Integrity });
        Assert.Equal((false, 1, "3"), (result.Holds, result.Violations, result.Examples[0]));
    }

    [Fact]
    public async Task Integrity_OfANamedKey_FindsOrphans()
    {
        var result = await AskAsync(new() { Name = "i", Type = ValidationType.Integrity, Columns = ["age"], ReferencedTable = "people", ReferencedColumns = ["id"] });
        Assert.Equal(3, result.Violations);
    }

    [Fact]
    public async Task Integrity_OfARenamedParent_IsCheckedByItsNewName()
    {
        databases.Make("target", "ALTER TABLE people RENAME TO folk; CREATE TABLE persons AS SELECT id, team FROM folk");
        var table = new TableMigration { SourceTable = "people", TargetTable = "persons" };
        var result = await AskAsync(new() { Name = "i", Type = ValidationType.Integrity }, table);
        Assert.Equal((1, 0), (result.Violations, result.Examples.Count));
    }

    [Fact]
    public async Task Consistency_OfTotals_NamesWhatDiffers()
    {
        databases.Make("target", "UPDATE people SET pay = 0.35 WHERE id = 3");
        var rule = new ValidationRule { Name = "s", Type = ValidationType.Consistency, Columns = ["pay", "age"], Aggregates = ["SUM", "COUNT", "COUNT_DISTINCT", "MIN", "MAX"] };
        var strict = await AskAsync(rule);
        var tolerant = await AskAsync(rule with { Tolerance = 0.06m });
        Assert.Equal((false, 2, true), (strict.Holds, strict.Violations, tolerant.Holds));
        Assert.Contains("SUM of pay, MAX of pay", strict.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consistency_ThroughMappingAndFilter_ComparesWhatWasMoved()
    {
        databases.Make("target", "DELETE FROM people; INSERT INTO people(id, age) VALUES (1, 60), (2, 80)");
        var table = new TableMigration
        {
            SourceTable = "people",
            Columns = [new() { SourceColumn = "id" }, new() { TargetColumn = "age", Transform = new() { Type = TransformationType.Compute, Expression = "age * 2" } }],
            Transformations = [new() { Type = TransformationType.Filter, Expression = "age > 0" }],
        };
        var result = await AskAsync(new() { Name = "s", Type = ValidationType.Consistency, Columns = ["age"], Aggregates = ["SUM"] }, table);
        Assert.True(result.Holds, result.Summary);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM people", null, true)]
    [InlineData("SELECT count(*) FROM people", "SELECT count(*) FROM teams", false)]
    public async Task Consistency_OfQueries_ComparesAnswers(string query, string? targetQuery, bool holds)
    {
        var result = await AskAsync(new() { Name = "s", Type = ValidationType.Consistency, Query = query, TargetQuery = targetQuery }, table: null);
        Assert.Equal(holds, result.Holds);
    }

    [Theory]
    [InlineData("4", true)]
    [InlineData("5", false)]
    [InlineData(null, true)]
    public async Task Custom_Query_MeetsItsExpectation(string? expected, bool holds)
    {
        var result = await AskAsync(new() { Name = "u", Type = ValidationType.Custom, Query = "SELECT count(*) FROM people", Expected = expected }, table: null);
        Assert.Equal(holds, result.Holds);
    }

    [Fact]
    public async Task Source_Side_LooksAtTheRowsThatMove()
    {
        var rule = new ValidationRule { Name = "q", Type = ValidationType.DataQuality, Check = QualityCheck.NotNull, Columns = ["mail"], Side = PlanSide.Source };
        var filtered = People with { Transformations = [new() { Type = TransformationType.Filter, Expression = "id < 4" }] };
        Assert.Equal((false, true), ((await AskAsync(rule)).Holds, (await AskAsync(rule, filtered)).Holds));
    }

    [Fact]
    public async Task Rule_OfAnUnknownColumn_FailsByName()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => AskAsync(new() { Name = "q", Type = ValidationType.Completeness, Columns = ["nope"] }));
        Assert.Equal(ErrorCodes.ColumnUnknown, failure.Code);
    }

    private Task<RuleResult> AskAsync(ValidationRule rule) => AskAsync(rule, People);

    private async Task<RuleResult> AskAsync(ValidationRule rule, TableMigration? table)
    {
        var catalog = databases.Catalog("source", "target");
        await using var source = await catalog.OpenAsync("source", CancellationToken.None);
        await using var target = await catalog.OpenAsync("target", CancellationToken.None);
        IReadOnlyList<TableMigration> plan = table is null ? [] : [table, new() { SourceTable = "teams" }];
        return await new RuleRun(new(source, ""), new(target, ""), new May3()).RunAsync(rule, table, plan, CancellationToken.None);
    }

    private sealed class May3 : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);
    }
}
