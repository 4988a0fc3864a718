using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Worker.Tests;

public sealed class RuleTests
{
    private const string Tables = """
        CREATE TABLE teams(id INTEGER PRIMARY KEY);
        CREATE TABLE people(id INTEGER PRIMARY KEY, mail TEXT, team INTEGER REFERENCES teams(id));
        INSERT INTO teams VALUES (1);
        INSERT INTO people VALUES (1, 'a@x', 1), (2, NULL, 1);
        """;

    [Fact]
    public async Task Rules_OfAMigration_AreInItsReport()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Tables);
        var migration = await worker.MigrateAsync(new(), plan => plan with
        {
            Validations =
            [
                new() { Name = "mail", Type = ValidationType.DataQuality, Tables = ["people"], Check = QualityCheck.NotNull, Columns = ["mail"], Severity = Severity.Warning },
                new() { Name = "teams", Type = ValidationType.Integrity },
                new() { Name = "some", Type = ValidationType.Custom, Query = "SELECT count(*) FROM people", Expected = "2" },
            ],
        });
        var report = await WorkerFixture.UntilAsync(migration, report => report.Phase == MigrationPhase.RollbackWindow);
        Assert.Equal((ExecutionStatus.Completed, ErrorCodes.RuleBroken), (report.Status, Assert.Single(report.Errors).Code));
        var broken = Assert.Single(report.Tables.Single(table => table.Name == "people").Validation!.Rules);
        Assert.Equal((false, 1, "2"), (broken.Holds, broken.Violations, Assert.Single(broken.Examples)));
        Assert.Equal(["teams", "teams", "some"], report.Rules.OrderByDescending(rule => rule.Name).Select(rule => rule.Name));
        Assert.All(report.Rules, rule => Assert.True(rule.Holds));
    }

    [Fact]
    public async Task Rule_OfTheSource_RefusesBeforeTheFirstWrite()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Tables);
        var migration = await worker.MigrateAsync(new(), plan => plan with
        {
            Validations = [new() { Name = "mail", Type = ValidationType.Completeness, Tables = ["people"], Columns = ["mail"], Side = PlanSide.Source }],
        });
        var report = await WorkerFixture.UntilAnyAsync(migration, report => report.Status == ExecutionStatus.Failed);
        Assert.Equal(ErrorCodes.RuleBroken, Assert.Single(report.Errors).Code);
        Assert.All(report.Tables, table => Assert.False(table.Written));
    }
}
