namespace Migration.Cli.Tests.Commands;

public sealed class TemplateCommandTests : IDisposable
{
    private static readonly string[] Sides =
        ["--source-database", "LEGACY_DB", "--source-schema", "LEGACY_SCHEMA", "--target-database", "NEW_DB", "--target-schema", "NEW_SCHEMA"];

    private readonly CliRun _cli = new();

    public TemplateCommandTests() => LegacyFiles.Create(_cli.Folder);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task List_AsSpecified_HasThoseOfTheCategoryAlone()
    {
        var listed = await _cli.RunAsync("migrate", "templates", "list", "--category", "standard", "-o", "json");
        var text = await _cli.RunAsync("migrate", "templates", "list", "--category", "standard");

        var templates = listed.Json.GetProperty("templates").EnumerateArray().ToList();
        Assert.Equal(0, listed.Exit);
        Assert.All(templates, template => Assert.Equal("standard", template.GetProperty("category").GetString()));
        Assert.Contains(templates, template => template.GetProperty("id").GetString() == "incremental-sync-template");
        Assert.Contains("incremental-sync-template", text.Output, StringComparison.Ordinal);
        Assert.Contains("batchSize: int, default 100000, 1..1000000.", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("bulk-load-template", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfAnUnknownCategory_IsRefusedWithTheChoices()
    {
        var refused = await _cli.RunAsync("migrate", "templates", "list", "--category", "normal");

        Assert.Equal(2, refused.Exit);
        Assert.Contains("standard, performance, compliance, industry, custom", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithATemplate_TakesItsValues_AndThoseOfTheCommandFirst()
    {
        await _cli.RunAsync(["migrate", "plan", "create", "moving", .. Sides, "--template", "audited-copy-template", "--set", "rollbackWindow=2d", "--batch-size", "77", "--tables", "users"]);
        var plan = (await _cli.RunAsync("migrate", "plan", "show", "moving", "-o", "json")).Json;

        Assert.Equal((77, "48h"), (plan.GetProperty("configuration").GetProperty("batchSize").GetInt32(), plan.GetProperty("configuration").GetProperty("rollbackWindow").GetString()));
        Assert.Equal(4, plan.GetProperty("validations").GetArrayLength());
        Assert.Equal("users", Assert.Single(plan.GetProperty("tables").EnumerateArray()).GetProperty("sourceTable").GetString());
    }

    [Theory]
    [InlineData(4, "TEMPLATE_NOT_FOUND", "--template", "full-copy-tempalte")]
    [InlineData(3, "PLAN_UNKNOWN_KEY", "--template", "full-copy-template", "--set", "rows=1")]
    [InlineData(3, "PLAN_INVALID_VALUE", "--template", "full-copy-template", "--set", "batchSize=0")]
    [InlineData(2, "USAGE", "--template", "full-copy-template", "--set", "batchSize")]
    [InlineData(2, "USAGE", "--template", "full-copy-template", "--set", "batchSize=1", "--set", "batchSize=2")]
    [InlineData(2, "USAGE", "--set", "batchSize=1")]
    [InlineData(3, "PLAN_UNSUPPORTED", "--template", "incremental-sync-template")]
    public async Task Create_WithWhatIsNotThere_IsRefusedByName(int exit, string code, params string[] words)
    {
        var refused = await _cli.RunAsync(["migrate", "plan", "create", "moving", .. Sides, .. words, "-o", "json"]);

        Assert.Equal((exit, code), (refused.Exit, refused.Error.GetProperty("code").GetString()));
        Assert.NotEqual("", refused.Error.GetProperty("fix").GetString() + refused.Error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Template_OfAPlan_IsAppliedLikeAnyOther()
    {
        await _cli.RunAsync(["migrate", "plan", "create", "first", .. Sides, "--tables", "users", "--batch-size", "55"]);

        var created = await _cli.RunAsync("migrate", "templates", "create", "Our way", "--plan", "first", "--description", "As always", "-o", "json");
        var applied = await _cli.RunAsync(["migrate", "templates", "apply", "our-way", .. Sides, "-o", "json"]);
        var plan = (await _cli.RunAsync("migrate", "plan", "show", "our-way", "-o", "json")).Json;
        var own = (await _cli.RunAsync("migrate", "templates", "list", "--category", "custom", "-o", "json")).Json.GetProperty("templates").EnumerateArray().Single();

        Assert.Equal((0, 0, "our-way"), (created.Exit, applied.Exit, applied.Json.GetProperty("id").GetString()));
        Assert.Equal((55, 1), (plan.GetProperty("configuration").GetProperty("batchSize").GetInt32(), plan.GetProperty("tables").GetArrayLength()));
        Assert.Equal(("our-way", "As always", true), (own.GetProperty("id").GetString(), own.GetProperty("description").GetString(), own.GetProperty("isOwn").GetBoolean()));
    }
}
