using Migration.Core.Plans;

namespace Migration.Planning.Tests;

public sealed class RuleInspectionTests : IDisposable
{
    private const string Schema = "CREATE TABLE teams(id INTEGER PRIMARY KEY); CREATE TABLE people(id INTEGER PRIMARY KEY, mail TEXT, team INTEGER REFERENCES teams(id)); ";

    private readonly Databases databases = new(Schema, Schema);

    public void Dispose() => databases.Dispose();

    [Fact]
    public async Task Rules_OfKnownThings_HaveNoProblem() => Assert.Empty(await ProblemsAsync(
        new() { Name = "a", Type = ValidationType.Completeness, Columns = ["MAIL"], Tables = ["people"] },
        new() { Name = "b", Type = ValidationType.Integrity },
        new() { Name = "c", Type = ValidationType.Custom, Query = "SELECT count(*) FROM people" },
        new() { Name = "d", Type = ValidationType.Consistency, Query = "SELECT count(*) FROM people" }));

    [Fact]
    public async Task Column_Unknown_IsReportedAtItsPlace() => Assert.Equal(
        ["Error COLUMN_UNKNOWN validations[0].columns[1]"],
        await ProblemsAsync(new ValidationRule { Name = "a", Type = ValidationType.Completeness, Columns = ["id", "mial"], Tables = ["people"] }));

    [Fact]
    public async Task Column_OfTheSource_IsLookedUpThere() => Assert.Equal(
        ["Error COLUMN_UNKNOWN validations[0].columns[0]"],
        await ProblemsAsync(new ValidationRule { Name = "a", Type = ValidationType.Completeness, Side = PlanSide.Source, Columns = ["x"], Tables = ["people"] }));

    [Fact]
    public async Task Integrity_OfATableWithoutKeys_IsRefused() => Assert.Equal(
        ["Error PLAN_CONTRADICTION validations[0]"],
        await ProblemsAsync(new ValidationRule { Name = "a", Type = ValidationType.Integrity, Tables = ["teams"] }));

    [Fact]
    public async Task Integrity_OfAnUnknownTable_IsRefused() => Assert.Equal(
        ["Error TABLE_UNKNOWN validations[0].referencedTable"],
        await ProblemsAsync(new ValidationRule { Name = "a", Type = ValidationType.Integrity, Tables = ["people"], Columns = ["team"], ReferencedTable = "tems" }));

    [Fact]
    public async Task Query_ThatDoesNotCompile_IsRefusedOnItsSide() => Assert.Equal(
        ["Error EXPRESSION_INVALID validations[0].targetQuery"],
        await ProblemsAsync(new ValidationRule { Name = "a", Type = ValidationType.Consistency, Query = "SELECT 1", TargetQuery = "SELECT x FROM nowhere" }));

    private Task<IEnumerable<string>> ProblemsAsync(params ValidationRule[] rules) =>
        databases.ProblemsAsync(Databases.PlanOf(new TableMigration { SourceTable = "people" }, new TableMigration { SourceTable = "teams" }) with { Validations = rules });
}
