using Migration.Core.Plans;

namespace Migration.Planning.Tests.Inspection;

public class SourceColumnInspectionTests
{
    private const string Users = """CREATE TABLE users (id INTEGER PRIMARY KEY, "E Mail" TEXT, age INTEGER)""";

    [Fact]
    public async Task Inspect_AMistypedColumn_SuggestsTheRightOne()
    {
        using var databases = new Databases(Users);

        var problem = Assert.Single((await databases.InspectAsync(With(new ColumnMapping { SourceColumn = "aeg" }))).Problems);

        Assert.Equal(("tables[0].columns[0].sourceColumn", "COLUMN_UNKNOWN", "Did you mean 'age'?"), (problem.Path, problem.Code, problem.Fix));
    }

    [Theory]
    [InlineData("lower(\"E Mail\")")]
    [InlineData("CASE WHEN age > 17 THEN 'adult' END -- a remark")]
    public async Task Inspect_AnExpressionOfTheSource_IsAccepted(string expression)
    {
        using var databases = new Databases(Users);

        Assert.All(await databases.ProblemsAsync(With(Computed(expression))), p => Assert.StartsWith("Warning SCHEMA_REDUCED", p, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lower(nope)")]
    [InlineData("lower(")]
    [InlineData("1) FROM users; DROP TABLE users; --")]
    [InlineData("no_such_function(age)")]
    [InlineData("count(*)")]
    [InlineData("row_number() OVER ()")]
    public async Task Inspect_AnExpressionThatTheSourceRefuses_IsAProblem(string expression)
    {
        using var databases = new Databases(Users);

        Assert.Equal(["Error EXPRESSION_INVALID tables[0].columns[0].transform.expression"], await databases.ProblemsAsync(With(Computed(expression))));
    }

    [Fact]
    public async Task Inspect_AConversionOfAQuotedColumn_IsAccepted()
    {
        using var databases = new Databases(Users);
        var convert = new DataTransformation { Type = TransformationType.Convert, DataType = "INTEGER" };

        Assert.All(
            await databases.ProblemsAsync(With(new ColumnMapping { SourceColumn = "E Mail", TargetColumn = "n", Transform = convert })),
            p => Assert.StartsWith("Warning SCHEMA_REDUCED", p, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inspect_Filters_CountWhatPasses()
    {
        using var databases = new Databases(Users + "; INSERT INTO users (age) VALUES (1), (20), (30), (NULL)");
        var plan = Databases.PlanOf(new TableMigration { SourceTable = "users", Transformations = [Filter("age > 10 -- grown"), Filter("age < 25")] });

        var result = await databases.InspectAsync(plan);

        Assert.Empty(result.Problems);
        Assert.Equal(1, Assert.Single(result.Tables).Rows);
    }

    [Fact]
    public async Task Inspect_AFilterThatTheSourceRefuses_IsAProblem()
    {
        using var databases = new Databases(Users);
        var plan = Databases.PlanOf(new TableMigration { SourceTable = "users", Transformations = [Filter("nope = 1")] });

        Assert.Equal(["Error EXPRESSION_INVALID tables[0].transformations[0].expression"], await databases.ProblemsAsync(plan));
    }

    private static ColumnMapping Computed(string expression) =>
        new() { TargetColumn = "x", Transform = new DataTransformation { Type = TransformationType.Compute, Expression = expression } };

    private static DataTransformation Filter(string expression) => new() { Type = TransformationType.Filter, Expression = expression };

    private static MigrationPlan With(ColumnMapping column) =>
        Databases.PlanOf(new TableMigration { SourceTable = "users", Columns = [column] });
}
