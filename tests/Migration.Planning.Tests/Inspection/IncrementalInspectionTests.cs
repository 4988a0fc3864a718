using Migration.Core.Plans;

namespace Migration.Planning.Tests.Inspection;

public class IncrementalInspectionTests
{
    [Fact]
    public async Task Inspect_DatabasesThatCannotDoIt_IsRefusedByName()
    {
        using var databases = new Databases("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");

        var problem = Assert.Single((await databases.InspectAsync(Databases.Plan with { Strategy = MigrationStrategy.Incremental })).Problems);

        Assert.Equal(("PLAN_UNSUPPORTED", "strategy", true), (problem.Code, problem.Path, problem.Blocks));
        Assert.Contains("INCREMENTAL", problem.Message, StringComparison.Ordinal);
        Assert.Contains("BATCH", problem.Fix, StringComparison.Ordinal);
    }
}
