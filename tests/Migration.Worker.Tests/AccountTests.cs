using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Worker.Tests;

/// <summary>What an execution tells of its work: metrics and errors, from the databases to the report.</summary>
public sealed class AccountTests
{
    private const string Users = """
        CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);
        WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 100)
        INSERT INTO users SELECT i, CASE i WHEN 35 THEN NULL ELSE 'user ' || i END FROM n;
        """;

    [Fact]
    public async Task Metrics_FilteredTable_CountRowsLeftOutAndStatements()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Users);
        var migration = await worker.MigrateAsync(new(), plan => plan with
        {
            Tables = [new() { SourceTable = "users", Transformations = [new() { Type = TransformationType.Filter, Expression = "name > 'user 5'" }] }],
        });
        var report = await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Completed);

        var moved = (long)worker.Query("NEW", "SELECT count(*) FROM users")!;
        Assert.Equal((moved, 100 - moved), (report.Metrics.RowsInserted, report.Metrics.RowsSkipped));
        Assert.InRange(report.Metrics.QueriesExecuted, 10, 1_000);
    }

    [Fact]
    public async Task Errors_RowThatTheTargetRefuses_NameStatementRangeKeysAndPlaces()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", Users);
        worker.Execute("NEW", "CREATE TABLE people(id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        var migration = await worker.MigrateAsync(new() { BatchSize = 20 }, plan => plan with
        {
            Tables = [new() { SourceTable = "users", TargetTable = "people" }],
        });
        var report = await WorkerFixture.UntilAnyAsync(migration, report => report.Status == ExecutionStatus.NeedsAttention);

        var error = Assert.Single(report.Errors);
        Assert.Equal((ErrorCodes.ConstraintViolated, 2, "users"), (error.Code, error.Batch, error.Table));
        Assert.StartsWith("INSERT INTO main.\"people\"", error.Sql, StringComparison.Ordinal);
        Assert.Equal(
            ["after: 20", "attempt: 1", "source: OLD.users", "step: CopyTable", "target: NEW.people", "upTo: 40"],
            error.Context.Select(c => $"{c.Key}: {c.Value}").Order(StringComparer.Ordinal));
        Assert.Equal((20, 20, 20), (report.Tables[0].Checkpoint?.Rows, report.Metrics.RowsInserted, report.Metrics.RowsErrored));

        worker.Execute("OLD", "UPDATE users SET name = 'found' WHERE name IS NULL");
        await migration.SignalAsync("retry", [new OperatorRequest { Id = "1", By = "ann" }]);
        var done = await WorkerFixture.UntilAnyAsync(migration, report => report.Status == ExecutionStatus.Completed);
        Assert.Equal((100, 0), (done.Metrics.RowsInserted, done.Metrics.RowsErrored));
    }
}
