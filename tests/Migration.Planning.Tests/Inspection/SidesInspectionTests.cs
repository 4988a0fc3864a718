using Migration.Core.Plans;

namespace Migration.Planning.Tests.Inspection;

public class SidesInspectionTests
{
    private const string Users = "CREATE TABLE users (id INTEGER PRIMARY KEY)";

    [Fact]
    public async Task Inspect_ATargetThatIsNotThereYet_IsFineAndLeavesNothing()
    {
        using var databases = new Databases(Users);

        Assert.Empty(await databases.ProblemsAsync(Databases.Plan));
        Assert.False(databases.Exists("new.db"));
    }

    [Fact]
    public async Task Inspect_UnknownDatabases_ReportsBoth()
    {
        using var databases = new Databases(Users);

        Assert.Equal(
            ["Error DATABASE_UNKNOWN sourceDatabase", "Error DATABASE_UNKNOWN targetDatabase"],
            await databases.ProblemsAsync(Databases.Plan with { SourceDatabase = "A", TargetDatabase = "B" }));
    }

    [Fact]
    public async Task Inspect_ASourceThatIsMissing_IsAProblemOfTheSource()
    {
        using var databases = new Databases(Users);
        databases.Add("LEGACY_DB", "nowhere.db");

        Assert.Equal(["Error DATABASE_MISSING sourceDatabase"], await databases.ProblemsAsync(Databases.Plan));
    }

    [Fact]
    public async Task Inspect_AFileThatIsNoDatabase_IsAProblemOfItsSide()
    {
        using var databases = new Databases(Users);
        databases.Write("new.db", "Dear reader, this is a letter and no database. It goes on for more than a hundred bytes, as letters do.");

        Assert.Equal(["Error DATABASE_INVALID targetDatabase"], await databases.ProblemsAsync(Databases.Plan));
    }

    [Fact]
    public async Task Inspect_AnUnknownSourceSchema_IsAProblem()
    {
        using var databases = new Databases(Users);

        Assert.Equal(["Error SCHEMA_UNKNOWN sourceSchema"], await databases.ProblemsAsync(Databases.Plan with { SourceSchema = "other" }));
    }

    [Fact]
    public async Task Inspect_TypeDataWithoutATarget_SaysThatItCreatesNothing()
    {
        using var databases = new Databases(Users);

        Assert.Equal(["Error SCHEMA_UNKNOWN targetSchema"], await databases.ProblemsAsync(Databases.Plan with { Type = MigrationType.Data }));
    }

    [Fact]
    public async Task Inspect_TwoNamesOfOneFile_AreAContradiction()
    {
        using var databases = new Databases(Users);
        databases.Add("NEW_DB", "legacy.db");

        Assert.Equal(["Error PLAN_CONTRADICTION targetDatabase"], await databases.ProblemsAsync(Databases.Plan with { TargetSchema = "main" }));
    }

    [Fact]
    public async Task Inspect_APlanThatBreaksItsOwnRules_ReportsThemToo()
    {
        using var databases = new Databases(Users);

        Assert.Equal(
            ["Error PLAN_UNSUPPORTED strategy", "Error DATABASE_UNKNOWN sourceDatabase"],
            await databases.ProblemsAsync(Databases.Plan with { Strategy = MigrationStrategy.Stream, SourceDatabase = "A" }));
    }

    [Fact]
    public async Task Inspect_AFailureOfADatabase_SaysWhatHappenedAndWhatToDoApart()
    {
        using var databases = new Databases(Users);
        databases.Add("LEGACY_DB", "nowhere.db");

        var problem = Assert.Single((await databases.InspectAsync(Databases.Plan)).Problems);

        Assert.Single(problem.Message.Split(". "));
        Assert.NotEqual("", problem.Fix);
    }
}
