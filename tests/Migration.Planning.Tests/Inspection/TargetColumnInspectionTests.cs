using System.Text.Json;
using Migration.Core.Plans;

namespace Migration.Planning.Tests.Inspection;

public class TargetColumnInspectionTests
{
    private const string Users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, twice INTEGER AS (age * 2))";

    [Fact]
    public async Task Inspect_TheSameTable_IsFine()
    {
        using var databases = new Databases(Users, Users);

        var result = await databases.InspectAsync(Databases.Plan);

        Assert.Empty(result.Problems);
        Assert.True(Assert.Single(result.Tables).TargetExists);
    }

    [Fact]
    public async Task Inspect_AColumnThatTheTargetLacks_IsAProblem()
    {
        using var databases = new Databases(Users, "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");

        Assert.Equal(["Error COLUMN_UNKNOWN tables['users'].columns['age'].targetColumn"], await databases.ProblemsAsync(Databases.Plan));
    }

    [Theory]
    [InlineData("email TEXT NOT NULL", "Error COLUMN_UNMAPPED tables['users']")]
    [InlineData("email TEXT NOT NULL DEFAULT ''", null)]
    [InlineData("email TEXT", null)]
    [InlineData("email TEXT NOT NULL AS (name || '@')", null)]
    public async Task Inspect_ATargetColumnWithoutSource_MustHaveAValue(string column, string? expected)
    {
        using var databases = new Databases(Users, $"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER, {column})");

        Assert.Equal(expected is null ? [] : [expected], await databases.ProblemsAsync(Databases.Plan));
    }

    [Fact]
    public async Task Inspect_AKeyThatTheTargetNumbersItself_NeedsNoValue()
    {
        using var databases = new Databases("CREATE TABLE log (line TEXT)", "CREATE TABLE log (id INTEGER PRIMARY KEY NOT NULL, line TEXT)");

        Assert.Empty(await databases.ProblemsAsync(Databases.Plan));
    }

    [Theory]
    [InlineData("TEXT", "INTEGER", "Error")]
    [InlineData("REAL", "INTEGER", "Error")]
    [InlineData("INTEGER", "TEXT", "Warning")]
    [InlineData("INTEGER", "NUMERIC", null)]
    [InlineData("NUMBER(19,0)", "INTEGER", null)]
    [InlineData("NUMBER(19,2)", "INTEGER", "Error")]
    [InlineData("VARCHAR(10)", "TEXT", null)]
    [InlineData("", "INTEGER", null)]
    public async Task Inspect_TypesOfTwoFamilies_AreWeighed(string from, string to, string? severity)
    {
        using var databases = new Databases($"CREATE TABLE t (c {from})", $"CREATE TABLE t (c {to})");

        Assert.Equal(severity is null ? [] : [$"{severity} COLUMN_INCOMPATIBLE tables['t'].columns['c']"], await databases.ProblemsAsync(Databases.Plan));
    }

    [Fact]
    public async Task Inspect_AConversion_IsWeighedByTheTypeThatItGives()
    {
        using var databases = new Databases("CREATE TABLE t (c TEXT)", "CREATE TABLE t (c INTEGER)");
        var convert = new DataTransformation { Type = TransformationType.Convert, DataType = "INTEGER" };

        Assert.Empty(await databases.ProblemsAsync(With(new ColumnMapping { SourceColumn = "c", Transform = convert })));
    }

    [Fact]
    public async Task Inspect_NullsForAColumnThatTakesNone_IsAWarning()
    {
        using var databases = new Databases("CREATE TABLE t (c TEXT)", "CREATE TABLE t (c TEXT NOT NULL)");

        Assert.Equal(["Warning COLUMN_INCOMPATIBLE tables[0].columns[0]"], await databases.ProblemsAsync(With(new ColumnMapping { SourceColumn = "c" })));
        Assert.Empty(await databases.ProblemsAsync(With(new ColumnMapping { SourceColumn = "c", DefaultValue = JsonSerializer.SerializeToElement("") })));
    }

    [Fact]
    public async Task Inspect_AGeneratedTargetColumn_CannotBeWritten()
    {
        using var databases = new Databases("CREATE TABLE t (c INTEGER)", "CREATE TABLE t (a INTEGER, c INTEGER AS (a + 1))");

        Assert.Equal(["Error COLUMN_INCOMPATIBLE tables[0].columns[0].targetColumn"], await databases.ProblemsAsync(With(new ColumnMapping { SourceColumn = "c" })));
    }

    [Fact]
    public async Task Inspect_ADataTypeForATableThatExists_IsAWarning()
    {
        using var databases = new Databases("CREATE TABLE t (c TEXT)", "CREATE TABLE t (c TEXT)");

        Assert.Equal(["Warning COLUMN_INCOMPATIBLE tables[0].columns[0].dataType"], await databases.ProblemsAsync(With(new ColumnMapping { SourceColumn = "c", DataType = "VARCHAR(9)" })));
    }

    [Fact]
    public async Task Inspect_ADataTypeForATableThatIsCreated_IsWeighed()
    {
        using var databases = new Databases("CREATE TABLE t (c TEXT)");

        Assert.Equal(["Error COLUMN_INCOMPATIBLE tables[0].columns[0]"], await databases.ProblemsAsync(With(new ColumnMapping { SourceColumn = "c", DataType = "INTEGER" })));
    }

    private static MigrationPlan With(ColumnMapping column) =>
        Databases.PlanOf(new TableMigration { SourceTable = "t", Columns = [column] });
}
