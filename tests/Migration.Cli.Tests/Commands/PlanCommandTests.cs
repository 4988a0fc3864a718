using System.Text.Json;

namespace Migration.Cli.Tests.Commands;

public sealed class PlanCommandTests : IDisposable
{
    private static readonly string[] SpecifiedCreate =
    [
        "migrate", "plan", "create", "user_data_migration",
        "--description", "Migrate user data from legacy to new schema",
        "--source-database", "LEGACY_DB", "--source-schema", "LEGACY_SCHEMA",
        "--target-database", "NEW_DB", "--target-schema", "NEW_SCHEMA",
        "--tables", "users,profiles,preferences", "--strategy", "BATCH", "--batch-size", "10000",
        "--enable-validation", "--enable-rollback",
    ];

    private readonly CliRun _cli = new();

    public PlanCommandTests() => LegacyFiles.Create(_cli.Folder);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Create_AsSpecified_StoresThePlanAndAnswersItsId()
    {
        var created = await _cli.RunAsync([.. SpecifiedCreate, "--output", "json"]);

        Assert.Equal((0, ""), (created.Exit, created.Errors));
        Assert.Equal("user_data_migration", created.Json.GetProperty("id").GetString());
        Assert.True(File.Exists(created.Json.GetProperty("path").GetString()));
        Assert.Equal(3, created.Json.GetProperty("tables").GetArrayLength());
    }

    [Fact]
    public async Task Create_AsText_PrintsTheNextCommands()
    {
        var created = await _cli.RunAsync(SpecifiedCreate);

        Assert.Contains("migrate plan validate user_data_migration", created.Output, StringComparison.Ordinal);
        Assert.Contains("migrate execute user_data_migration --monitor", created.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithFewWords_TakesTheDocumentedDefaults()
    {
        await _cli.RunAsync(
            "migrate", "plan", "create", "all", "--source-database", "LEGACY_DB", "--source-schema", "LEGACY_SCHEMA",
            "--target-database", "NEW_DB", "--target-schema", "NEW_SCHEMA");
        var plan = (await _cli.RunAsync("migrate", "plan", "show", "all", "-o", "json")).Json;

        Assert.Equal("COMBINED", plan.GetProperty("type").GetString());
        Assert.Equal("BATCH", plan.GetProperty("strategy").GetString());
        Assert.True(plan.GetProperty("configuration").GetProperty("enableRollback").GetBoolean());
        Assert.False(plan.TryGetProperty("tables", out var tables) && tables.GetArrayLength() > 0);
    }

    [Fact]
    public async Task Create_SwitchesOff_WhatIsSetToFalse()
    {
        await _cli.RunAsync([.. SpecifiedCreate, "--enable-rollback", "false"]);
        var plan = (await _cli.RunAsync("migrate", "plan", "show", "user_data_migration", "-o", "json")).Json;

        Assert.False(plan.GetProperty("configuration").GetProperty("enableRollback").GetBoolean());
    }

    [Theory]
    [InlineData("--source-database", "NOPE", "DATABASE_UNKNOWN", 4)]
    [InlineData("--source-schema", "NOPE", "SCHEMA_UNKNOWN", 4)]
    [InlineData("--tables", "users,nope", "TABLE_UNKNOWN", 4)]
    [InlineData("--strategy", "STREAM", "PLAN_UNSUPPORTED", 3)]
    [InlineData("--strategy", "SIDEWAYS", "USAGE", 2)]
    [InlineData("--batch-size", "0", "USAGE", 2)]
    [InlineData("--batch-size", "many", "USAGE", 2)]
    public async Task Create_WithAWrongWord_AnswersItsCode(string option, string value, string code, int exit)
    {
        var words = SpecifiedCreate.ToList();
        words[words.IndexOf(option) + 1] = value;

        var refused = await _cli.RunAsync([.. words, "--output", "json"]);

        Assert.Equal((exit, code), (refused.Exit, refused.Error.GetProperty("code").GetString()));
        Assert.Empty((await _cli.RunAsync("migrate", "plan", "list", "-o", "json")).Json.GetProperty("plans").EnumerateArray());
    }

    [Fact]
    public async Task Create_WithSeveralFaults_NamesAll()
    {
        var refused = await _cli.RunAsync([.. SpecifiedCreate[..4], .. SpecifiedCreate[6..], "--tables", "nope", "--strategy", "INCREMENTAL"]);
        var error = await _cli.RunAsync(
            "migrate", "plan", "create", "x", "--source-database", "LEGACY_DB", "--source-schema", "LEGACY_SCHEMA",
            "--target-database", "NEW_DB", "--target-schema", "NEW", "--tables", "nope", "--strategy", "INCREMENTAL", "-o", "json");

        Assert.Equal(2, refused.Exit);
        Assert.True(error.Error.GetProperty("problems").GetArrayLength() >= 2, error.Errors);
    }

    [Fact]
    public async Task Validate_OfASoundPlan_Ends0WithRowsAndWaves()
    {
        await _cli.RunAsync(SpecifiedCreate);
        var validated = await _cli.RunAsync("migrate", "plan", "validate", "user_data_migration", "-o", "json");

        Assert.Equal(0, validated.Exit);
        Assert.True(validated.Json.GetProperty("valid").GetBoolean());
        Assert.Equal("users", validated.Json.GetProperty("waves")[0][0].GetString());
        Assert.Equal(4, validated.Json.GetProperty("tables").EnumerateArray().Sum(table => table.GetProperty("rows").GetInt64()));
    }

    [Fact]
    public async Task Validate_OfAnEditedPlan_Ends3WithEveryProblem()
    {
        await _cli.RunAsync(SpecifiedCreate);
        var path = Path.Combine(_cli.Home, "plans", "user_data_migration.yaml");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path))
            .Replace("batchSize: 10000", "batchSize: lots", StringComparison.Ordinal)
            .Replace("strategy: BATCH", "strategie: BATCH", StringComparison.Ordinal));

        var validated = await _cli.RunAsync("migrate", "plan", "validate", "user_data_migration", "-o", "json");

        Assert.Equal(3, validated.Exit);
        var codes = validated.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()).ToList();
        Assert.Contains("PLAN_WRONG_TYPE", codes);
        Assert.Contains("PLAN_UNKNOWN_KEY", codes);
    }

    [Theory]
    [InlineData("nope", "PLAN_NOT_FOUND")]
    [InlineData("./nope.yaml", "FILE_NOT_FOUND")]
    public async Task Show_OfWhatIsNotThere_Ends4(string plan, string code)
    {
        var answer = await _cli.RunAsync("migrate", "plan", "show", plan, "-o", "json");

        Assert.Equal((4, code), (answer.Exit, answer.Error.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Show_OfAFile_PrintsThePlan()
    {
        await _cli.RunAsync(SpecifiedCreate);
        File.Copy(Path.Combine(_cli.Home, "plans", "user_data_migration.yaml"), Path.Combine(_cli.Folder, "mine.yaml"));

        var shown = await _cli.RunAsync("migrate", "plan", "show", "mine.yaml", "-o", "json");

        Assert.Equal(JsonValueKind.Object, shown.Json.ValueKind);
        Assert.Equal("user_data_migration", shown.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task List_WithABrokenFile_StillListsIt()
    {
        await _cli.RunAsync(SpecifiedCreate);
        await File.WriteAllTextAsync(Path.Combine(_cli.Home, "plans", "broken.yaml"), "id: [");

        var plans = (await _cli.RunAsync("migrate", "plan", "list", "-o", "json")).Json.GetProperty("plans").EnumerateArray()
            .ToDictionary(plan => plan.GetProperty("id").GetString()!, plan => plan.GetProperty("readable").GetBoolean());

        Assert.Equal(new() { ["broken"] = false, ["user_data_migration"] = true }, plans);
    }
}
