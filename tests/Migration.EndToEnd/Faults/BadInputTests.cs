using Migration.EndToEnd.Harness;

namespace Migration.EndToEnd.Faults;

/// <summary>What can be wrong before the first row moves: found by `plan validate`, which names every problem at once.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task Source_MissingFile_IsNamed() =>
        await AssertProblemAsync("DATABASE_MISSING", deployment => File.Delete(deployment.Source));

    [Fact]
    public async Task Source_NotADatabase_IsNamed() => await AssertProblemAsync("DATABASE_INVALID", deployment =>
    {
        DeleteDatabase(deployment.Source);
        File.WriteAllText(deployment.Source, string.Concat(Enumerable.Repeat("This is a letter, not a database. ", 100)));
    });

    [Fact]
    public async Task Source_UnreadableFile_IsNamed() => await AssertProblemAsync("DATABASE_UNREADABLE", deployment =>
    {
        // A link to itself: not even root can read it.
        DeleteDatabase(deployment.Source);
        File.CreateSymbolicLink(deployment.Source, deployment.Source);
    });

    [Fact]
    public async Task Tables_Unknown_AreNamed() => await AssertPlanProblemAsync("TABLE_UNKNOWN", "tables: [{ sourceTable: userz }]");

    [Fact]
    public async Task Columns_Unknown_AreNamed() => await AssertPlanProblemAsync(
        "COLUMN_UNKNOWN", "tables: [{ sourceTable: users, columns: [{ sourceColumn: id }, { sourceColumn: emial }] }]");

    [Fact]
    public async Task Expression_Invalid_IsNamed() => await AssertPlanProblemAsync(
        "EXPRESSION_INVALID", "tables: [{ sourceTable: users, transformations: [{ type: FILTER, expression: \"id >\" }] }]");

    [Fact]
    public async Task Schema_Unknown_IsNamed() => await AssertPlanProblemAsync("SCHEMA_UNKNOWN", "sourceSchema: elsewhere");

    [Fact]
    public async Task Strategy_NotInThisVersion_IsNamed() => await AssertPlanProblemAsync("PLAN_UNSUPPORTED", "strategy: STREAM");

    [Fact]
    public async Task Plan_WithSeveralMistakes_ShowsAllAtOnce()
    {
        await using var deployment = Migrations.WithLegacy(users: 5);
        var plan = PlanDocument.Write(deployment, """
            sorcery: true
            tables: [{ sourceTable: users, colums: [] }]
            configuration: { batchSize: many }
            """);

        var codes = Problems(await deployment.TryAsync("migrate", "plan", "validate", plan));

        Assert.Equal(["PLAN_UNKNOWN_KEY", "PLAN_UNKNOWN_KEY", "PLAN_WRONG_TYPE"], codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Target_TableThatDoesNotFit_IsNamedBeforeTheFirstRow()
    {
        await using var deployment = Migrations.WithLegacy(users: 5);
        DatabaseProof.Execute(deployment.Target, "CREATE TABLE users (id INTEGER PRIMARY KEY, something_else TEXT NOT NULL)");
        var before = DatabaseProof.Rows(deployment.Target);

        var failed = await deployment.MigrateAsync(await deployment.PlanAsync());

        Assert.Equal(6, failed.ExitCode);
        Assert.Equal("FAILED", failed.Text("status"));
        Assert.Equal(before, DatabaseProof.Rows(deployment.Target));
    }

    [Fact]
    public async Task Configuration_Broken_IsNamed()
    {
        await using var deployment = new Deployment();
        File.WriteAllText(deployment.PathOf("snowflake-deploy.yaml"), "databases: { A: { kind: sqlite }, B: 3 }\nfancy: yes\n");

        var refused = await deployment.TryAsync("migrate", "list");

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal("CONFIG_INVALID", refused.Code);
    }

    /// <summary>The same problem, whether the plan is validated or executed.</summary>
    private static async Task AssertProblemAsync(string code, Action<Deployment> spoil)
    {
        await using var deployment = Migrations.WithLegacy(users: 5);
        var plan = await deployment.PlanAsync("--tables", "users");
        spoil(deployment);

        var executed = await deployment.MigrateAsync(plan);

        await AssertProblemAsync(code, deployment, plan);
        Assert.Equal(6, executed.ExitCode);
        Assert.Equal("FAILED", executed.Text("status"));
        Assert.Contains(code, executed.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()));
    }

    private static async Task AssertPlanProblemAsync(string code, string rest)
    {
        await using var deployment = Migrations.WithLegacy(users: 5);
        await AssertProblemAsync(code, deployment, PlanDocument.Write(deployment, rest));
    }

    private static async Task AssertProblemAsync(string code, Deployment deployment, string plan)
    {
        var validated = await deployment.TryAsync("migrate", "plan", "validate", plan);

        Assert.NotEqual(0, validated.ExitCode);
        Assert.Contains(code, Problems(validated));
    }

    private static IEnumerable<string> Problems(CommandResult validated) =>
        validated.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()!);

    private static void DeleteDatabase(string path)
    {
        foreach (var part in new[] { path, path + "-wal", path + "-shm" }) File.Delete(part);
    }
}
