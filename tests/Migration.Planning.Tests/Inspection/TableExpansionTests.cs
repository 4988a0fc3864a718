using Migration.Core.Plans;

namespace Migration.Planning.Tests.Inspection;

public class TableExpansionTests
{
    [Fact]
    public async Task Inspect_NoTablesListed_TakesEveryOrdinaryTableByName()
    {
        using var databases = new Databases("""
            CREATE TABLE users (id INTEGER PRIMARY KEY);
            CREATE TABLE "Order Items" (a, b);
            CREATE VIEW v AS SELECT * FROM users;
            CREATE VIRTUAL TABLE notes USING fts5(text);
            """);

        var result = await databases.InspectAsync(Databases.Plan);

        Assert.Equal(["Order Items", "users"], result.Tables.Select(t => t.Table.SourceTable));
        Assert.True(result.IsExecutable);
        Assert.Contains(result.Problems, p => p.Message.Contains("'notes'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inspect_AnEmptySource_IsAProblem()
    {
        using var databases = new Databases("PRAGMA user_version = 1");

        Assert.Equal(["Error TABLE_UNKNOWN sourceSchema"], await databases.ProblemsAsync(Databases.Plan));
    }

    [Fact]
    public async Task Inspect_AMistypedTable_SuggestsTheRightOne()
    {
        using var databases = new Databases("CREATE TABLE users (id); CREATE TABLE profiles (id)");

        var problem = Assert.Single((await databases.InspectAsync(Databases.PlanOf(Table("usres")))).Problems);

        Assert.Equal(("tables[0].sourceTable", "TABLE_UNKNOWN", "Did you mean 'users'?"), (problem.Path, problem.Code, problem.Fix));
    }

    [Theory]
    [InlineData("v")]
    [InlineData("notes")]
    public async Task Inspect_WhatHoldsNoRowsOfItsOwn_IsRefused(string name)
    {
        using var databases = new Databases("CREATE VIEW v AS SELECT 1; CREATE VIRTUAL TABLE notes USING fts5(text)");

        Assert.Equal(["Error PLAN_UNSUPPORTED tables[0].sourceTable"], await databases.ProblemsAsync(Databases.PlanOf(Table(name))));
    }

    [Fact]
    public async Task Inspect_OneTableUnderTwoSpellings_IsAContradiction()
    {
        using var databases = new Databases("CREATE TABLE users (id)");

        Assert.Equal(
            ["Error PLAN_CONTRADICTION tables[1].sourceTable"],
            await databases.ProblemsAsync(Databases.PlanOf(Table("users"), Table("USERS", "copy"))));
    }

    [Fact]
    public async Task Inspect_TwoTargetsOfOneName_IsAContradiction()
    {
        using var databases = new Databases("CREATE TABLE a (id); CREATE TABLE b (id)");

        Assert.Equal(
            ["Error PLAN_CONTRADICTION tables[1].targetTable"],
            await databases.ProblemsAsync(Databases.PlanOf(Table("a", "x"), Table("b", "X"))));
    }

    [Fact]
    public async Task Inspect_TypeDataWithoutTheTable_IsAProblem()
    {
        using var databases = new Databases("CREATE TABLE users (id)", "CREATE TABLE user (id)");

        var problem = Assert.Single((await databases.InspectAsync(Databases.PlanOf(Table("users")) with { Type = MigrationType.Data })).Problems);

        Assert.Equal(("tables[0].targetTable", "TABLE_UNKNOWN"), (problem.Path, problem.Code));
        Assert.StartsWith("Did you mean 'user'?", problem.Fix, StringComparison.Ordinal);
    }

    private static TableMigration Table(string source, string? target = null) => new() { SourceTable = source, TargetTable = target };
}
