using Migration.Conformance;
using Migration.Connectors.Rules;
using Migration.Core.Plans;
using Migration.Core.Progress;

namespace Migration.Connectors.Postgres.Tests;

public sealed class RuleTests : IDisposable
{
    private static readonly TableMigration People = new() { SourceTable = "people" };

    private readonly TestDatabases databases = new();

    public void Dispose() => databases.Dispose();

    [SkippableFact]
    public async Task Rules_OfEveryType_AreAskedOfPostgres()
    {
        databases.Sqlite("source", """
            CREATE TABLE teams(id INTEGER PRIMARY KEY);
            CREATE TABLE people(id INTEGER PRIMARY KEY, mail TEXT, age INTEGER, state TEXT, team INTEGER REFERENCES teams(id), pay REAL);
            INSERT INTO teams VALUES (1), (2);
            INSERT INTO people VALUES (1, 'a', 30, 'on', 1, 0.5), (2, 'B', -1, 'gone', 2, 0.25), (3, 'a', NULL, NULL, NULL, NULL);
            """).Postgres("target", """
            CREATE TABLE teams(id int PRIMARY KEY);
            CREATE TABLE people(id int PRIMARY KEY, mail text, age int, state text, seen timestamptz DEFAULT now(), team int, pay float8);
            INSERT INTO teams VALUES (1);
            INSERT INTO people(id, mail, age, state, team, pay) VALUES (1, 'a', 30, 'on', 1, 0.5), (2, 'B', -1, 'gone', 2, 0.25), (3, 'a', NULL, NULL, NULL, NULL);
            """);

        Assert.Equal("3", await KeysAsync(Quality(QualityCheck.NotNull, "age")));
        Assert.Equal("3", await KeysAsync(Quality(QualityCheck.Unique, "mail")));
        Assert.Equal("2", await KeysAsync(Quality(QualityCheck.Range, "age") with { Minimum = "0" }));
        Assert.Equal("2", await KeysAsync(Quality(QualityCheck.Pattern, "state") with { Pattern = "^o(n|ff)$" }));
        Assert.Equal("2", await KeysAsync(Quality(QualityCheck.AllowedValues, "state") with { Values = ["on", "off"] }));
        Assert.True((await AskAsync(Quality(QualityCheck.Freshness, "seen") with { MaxAge = TimeSpan.FromDays(1) })).Holds);
        Assert.Equal("3", await KeysAsync(new() { Name = "r", Type = ValidationType.Completeness, Columns = ["state"] }));
        Assert.Equal("2", await KeysAsync(new() { Name = "r", Type = ValidationType.Integrity }));
        var totals = await AskAsync(new() { Name = "r", Type = ValidationType.Consistency, Columns = ["mail", "pay"], Aggregates = ["COUNT", "MIN", "MAX"] });
        Assert.True(totals.Holds, totals.Summary);
        Assert.True((await AskAsync(new() { Name = "r", Type = ValidationType.Consistency, Query = "SELECT sum(pay) FROM people" })).Holds);
        Assert.True((await AskAsync(new() { Name = "r", Type = ValidationType.Custom, Query = "SELECT count(*) FROM people", Expected = "3" })).Holds);
    }

    [SkippableFact]
    public async Task Freshness_OfOldAndOfNoMoments_DoesNotHold()
    {
        databases.Sqlite("source").Postgres("target", "CREATE TABLE people(id int PRIMARY KEY, day date); INSERT INTO people VALUES (1, '2001-01-01')");
        var rule = Quality(QualityCheck.Freshness, "day") with { MaxAge = TimeSpan.FromDays(1) };
        Assert.False((await AskAsync(rule)).Holds);
        databases.RunPostgres("target", "DELETE FROM people");
        Assert.False((await AskAsync(rule)).Holds);
    }

    private static ValidationRule Quality(QualityCheck check, string column) => new() { Name = "r", Type = ValidationType.DataQuality, Check = check, Columns = [column] };

    private async Task<string> KeysAsync(ValidationRule rule) => string.Join(' ', (await AskAsync(rule)).Examples);

    private async Task<RuleResult> AskAsync(ValidationRule rule)
    {
        await using var source = await databases.Catalog.OpenAsync("source", CancellationToken.None);
        await using var target = await databases.Catalog.OpenAsync("target", CancellationToken.None);
        return await new RuleRun(new(source, ""), new(target, ""), TimeProvider.System).RunAsync(rule, People, [People, new() { SourceTable = "teams" }], CancellationToken.None);
    }
}
