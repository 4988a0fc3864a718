using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Planning.Tests.Inspection;

public class PreConditionTests
{
    private const string Users = "CREATE TABLE users (id INTEGER PRIMARY KEY); INSERT INTO users VALUES (1), (2)";

    [Theory]
    [InlineData("SELECT count(*) FROM users")]
    [InlineData("WITH x AS (SELECT 1 AS n) SELECT n FROM x -- one")]
    public async Task Inspect_AQueryOfOneValue_IsAccepted(string query)
    {
        using var databases = new Databases(Users);

        Assert.Empty(await databases.ProblemsAsync(With(query)));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM nobody")]
    [InlineData("SELECT id")]
    [InlineData("SELECT id, id FROM users")]
    [InlineData("SELECT 1; DELETE FROM users")]
    [InlineData("SELECT FROM")]
    public async Task Inspect_AQueryThatTheSourceRefuses_IsAProblem(string query)
    {
        using var databases = new Databases(Users);

        Assert.Equal(["Error EXPRESSION_INVALID preConditions[0].query"], await databases.ProblemsAsync(With(query)));
    }

    [Fact]
    public async Task Inspect_AQuestionToATargetThatIsNotThere_IsAProblem()
    {
        using var databases = new Databases(Users);

        Assert.Equal(["Error EXPRESSION_INVALID preConditions[0].query"], await databases.ProblemsAsync(With("SELECT 1", side: PlanSide.Target)));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM users", "2", true)]
    [InlineData("SELECT count(*) FROM users", "3", false)]
    [InlineData("SELECT count(*) FROM users", null, true)]
    [InlineData("SELECT 0", null, false)]
    [InlineData("SELECT NULL", null, false)]
    [InlineData("SELECT ''", null, false)]
    [InlineData("SELECT id FROM users WHERE id > 9", null, false)]
    public async Task Evaluate_AnAnswer_HoldsOrNot(string query, string? expected, bool holds)
    {
        using var databases = new Databases(Users);

        var problems = await PreConditionEvaluation.RunAsync(With(query, expected), databases.Catalog, CancellationToken.None);

        Assert.Equal(holds ? [] : ["PRECONDITION_FAILED"], problems.Select(p => p.Code));
    }

    [Fact]
    public async Task Evaluate_AConditionOfSeverityWarning_DoesNotBlock()
    {
        using var databases = new Databases(Users);
        var plan = With("SELECT 0");
        plan = plan with { PreConditions = [plan.PreConditions[0] with { Severity = Severity.Warning }] };

        Assert.False(Assert.Single(await PreConditionEvaluation.RunAsync(plan, databases.Catalog, CancellationToken.None)).Blocks);
    }

    private static MigrationPlan With(string query, string? expected = null, PlanSide side = PlanSide.Source) =>
        Databases.Plan with { PreConditions = [new PreCondition { Name = "p", Query = query, Expected = expected, Side = side }] };
}
