using System.Text.Json;
using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Specification;

/// <summary>The JSON fields and exit codes that programs rely on.</summary>
public sealed class OutputContractTests
{
    [Fact]
    public async Task Status_AsJson_HasEveryPromisedField()
    {
        await using var deployment = Migrations.WithLegacy(users: 500);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync("--tables", "users"), "COMPLETED");

        var status = await deployment.StatusAsync(execution);

        Assert.Equal(execution, status.GetProperty("executionId").GetString());
        Assert.Equal("moving", status.GetProperty("planId").GetString());
        Assert.Equal("COMPLETED", status.GetProperty("status").GetString());
        Assert.Equal("ROLLBACK_WINDOW", status.GetProperty("phase").GetString());
        Assert.Equal(100, status.GetProperty("percent").GetDouble());
        Assert.Equal(500, status.GetProperty("rowsProcessed").GetInt64());
        Assert.Equal(500, status.GetProperty("rowsTotal").GetInt64());
        Assert.True(status.GetProperty("bytesProcessed").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("etaSeconds").ValueKind);
        Assert.True(status.GetProperty("rowsPerSecond").GetDouble() > 0);
        Assert.Equal(0, status.GetProperty("errors").GetArrayLength());
        var table = Assert.Single(status.GetProperty("tables").EnumerateArray());
        Assert.Equal("users", table.GetProperty("name").GetString());
        Assert.Equal("COMPLETED", table.GetProperty("status").GetString());
        Assert.Equal(500, table.GetProperty("rowsProcessed").GetInt64());
        Assert.Equal(500, table.GetProperty("rowsTotal").GetInt64());
        Assert.Equal(500, table.GetProperty("checkpoint").GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task List_AfterAnExecution_NamesIt()
    {
        await using var deployment = Migrations.WithLegacy(users: 50);
        var execution = await deployment.MigrateToAsync(await deployment.PlanAsync(), "COMPLETED");

        var listed = Assert.Single((await deployment.MustAsync("migrate", "list")).Json.GetProperty("executions").EnumerateArray());

        Assert.Equal(execution, listed.GetProperty("executionId").GetString());
        Assert.Equal("moving", listed.GetProperty("planId").GetString());
        Assert.Equal("COMPLETED", listed.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Execute_WithoutMonitor_ReturnsWhileItRuns()
    {
        await using var deployment = Migrations.WithLegacy(users: 5_000);
        var (execution, held) = await deployment.StartHeldAsync();

        using (held) Assert.Equal("RUNNING", (await deployment.StatusAsync(execution)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("EXECUTION_NOT_FOUND", 4, "migrate", "status", "nothing")]
    [InlineData("PLAN_NOT_FOUND", 4, "migrate", "execute", "nothing")]
    [InlineData("PLAN_NOT_FOUND", 4, "migrate", "plan", "validate", "nothing")]
    [InlineData("USAGE", 2, "migrate", "rewind")]
    [InlineData("USAGE", 2, "migrate", "execute")]
    [InlineData("COMMAND_UNSUPPORTED", 2, "migrate", "plan", "optimize", "nothing")]
    [InlineData("TEMPLATE_NOT_FOUND", 4, "migrate", "templates", "apply", "nothing", "--source-database", "A", "--target-database", "B")]
    public async Task Command_ThatCannotBeDone_SaysWhyWithItsCode(string code, int exitCode, params string[] words)
    {
        await using var deployment = Migrations.WithLegacy(users: 1);

        var result = await deployment.TryAsync(words);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(code, result.Code);
    }
}
