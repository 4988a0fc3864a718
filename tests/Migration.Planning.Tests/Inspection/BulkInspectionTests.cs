using Migration.Core.Plans;

namespace Migration.Planning.Tests.Inspection;

public class BulkInspectionTests
{
    private const string Users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)";

    private static readonly MigrationPlan s_plan = Databases.Plan with { Strategy = MigrationStrategy.Bulk };

    [Fact]
    public async Task Inspect_TablesThatTheMigrationCreates_IsFine()
    {
        using var databases = new Databases(Users);

        Assert.Empty(await databases.ProblemsAsync(s_plan));
    }

    [Theory]
    [InlineData("")]
    [InlineData("; INSERT INTO users VALUES (1, 'a')")]
    public async Task Inspect_ATableThatIsThere_IsRefusedByName(string rows)
    {
        using var databases = new Databases(Users, Users + rows);

        var problem = Assert.Single((await databases.InspectAsync(s_plan)).Problems);

        Assert.Equal(("TARGET_EXISTS", "tables['users']", true), (problem.Code, problem.Path, problem.Blocks));
        Assert.Contains("'users'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("BATCH", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_UnloggedRowsInAnEngineThatHasNone_IsRefused()
    {
        using var databases = new Databases(Users);

        Assert.Equal(["Error PLAN_UNSUPPORTED configuration.unlogged"], await databases.ProblemsAsync(s_plan with { Configuration = new() { Unlogged = true } }));
    }
}
