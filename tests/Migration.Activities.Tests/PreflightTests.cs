using Microsoft.Data.Sqlite;
using Migration.Connectors;
using Migration.Connectors.Sqlite;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Activities.Tests;

public sealed class PreflightTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("preflight").FullName;

    public PreflightTests()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "OLD.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE users(id INTEGER PRIMARY KEY);
            CREATE TABLE orders(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id));
            INSERT INTO users VALUES (1), (2);
            """;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task RunAsync_WholeSchema_FindsTablesRowsAndOrder()
    {
        var result = await RunAsync(Plan, completed: []);
        Assert.Empty(result.Problems);
        Assert.Equal(["orders", "users"], result.Tables.Select(table => table.Table.SourceTable).Order(StringComparer.Ordinal));
        Assert.Equal(2, result.Tables.Single(table => table.Table.SourceTable == "users").Rows);
        Assert.Equal([["users"], ["orders"]], result.Waves);
    }

    [Fact]
    public async Task RunAsync_PreConditionThatDoesNotHold_IsAProblem()
    {
        var plan = Plan with { PreConditions = [new() { Name = "orders are there", Query = "SELECT count(*) FROM orders" }] };
        Assert.Equal(ErrorCodes.PreConditionFailed, Assert.Single((await RunAsync(plan, completed: [])).Problems).Code);
    }

    [Fact]
    public async Task RunAsync_DependencyNotCompleted_IsAProblemThatNamesIt()
    {
        var plan = Plan with { Dependencies = ["first", "second"] };
        var problem = Assert.Single((await RunAsync(plan, completed: ["first"])).Problems);
        Assert.Equal((ErrorCodes.PreConditionFailed, "dependencies[1]", true), (problem.Code, problem.Path, problem.Blocks));
        Assert.Contains("second", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static MigrationPlan Plan => new() { Id = "move", Name = "move", SourceDatabase = "OLD", TargetDatabase = "NEW" };

    private Task<Workflows.PreflightResult> RunAsync(MigrationPlan plan, string[] completed)
    {
        var databases = new[] { "OLD", "NEW" }.ToDictionary(
            name => name,
            name => new DatabaseSettings(name, "sqlite", new Dictionary<string, string> { ["path"] = Path.Combine(folder, name + ".db") }));
        var catalog = new ConnectorCatalog([new SqliteConnector()], databases);
        return new Preflight(catalog, new PlanRules(catalog, TimeProvider.System), new Completed(completed)).RunAsync(plan, default);
    }

    private sealed class Completed(string[] plans) : ICompletedPlans
    {
        public Task<bool> HasCompletedAsync(string planId, CancellationToken cancellation) => Task.FromResult(plans.Contains(planId));
    }
}
