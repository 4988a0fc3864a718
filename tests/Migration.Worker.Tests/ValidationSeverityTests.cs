using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Worker.Tests;

/// <summary>A source that changes while it is copied, and what rules of a plan make of it.</summary>
public sealed class ValidationSeverityTests
{
    private const string Tables = """
        CREATE TABLE first(id INTEGER PRIMARY KEY, v TEXT);
        CREATE TABLE second(id INTEGER PRIMARY KEY, v TEXT);
        WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO first SELECT i, 'x' FROM n;
        INSERT INTO second SELECT id, v FROM first WHERE id <= 100;
        """;

    [Theory]
    [InlineData(Severity.Info)]
    [InlineData(Severity.Warning)]
    public async Task Difference_OfALightRule_IsToldAndTheTableCompletes(Severity severity)
    {
        await using var worker = await WorkerFixture.StartAsync();
        var migration = await MoveWhileChangingAsync(worker, severity);
        var report = await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Completed);

        var error = Assert.Single(report.Errors);
        Assert.Equal((ErrorCodes.SourceChanged, severity, "first", false), (error.Code, error.Severity, error.Table, error.Resolved));
        Assert.Equal("same", error.Context["rules"]);
        Assert.Matches("Range [0-9]+: 50 row\\(s\\) copied, (49|50|51) in the source now", error.Message);
        Assert.Equal(["DIFFERENT", "EQUAL"], report.Tables.Select(table => table.Validation!.Verdict));
    }

    [Fact]
    public async Task Difference_OfAnErrorRule_ParksTheTableAlone()
    {
        await using var worker = await WorkerFixture.StartAsync();
        var migration = await MoveWhileChangingAsync(worker, Severity.Error);
        var report = await WorkerFixture.UntilAnyAsync(migration, report =>
            report.Status == ExecutionStatus.NeedsAttention && report.Tables[1].Status == ExecutionStatus.Completed);
        Assert.Equal(ExecutionStatus.NeedsAttention, report.Tables[0].Status);
    }

    [Fact]
    public async Task Difference_OfACriticalRule_StopsTheMigration()
    {
        await using var worker = await WorkerFixture.StartAsync();
        var migration = await MoveWhileChangingAsync(worker, Severity.Critical);
        var report = await WorkerFixture.UntilAnyAsync(migration, report => report.Phase == MigrationPhase.RollbackWindow);
        Assert.Equal((ExecutionStatus.Failed, ExecutionStatus.Failed), (report.Status, report.Tables[0].Status));
        Assert.Equal(Severity.Critical, Assert.Single(report.Errors).Severity);
    }

    // One row's key moves back where copying has been, another's forward: both sides count the same.
    private static async Task<Temporalio.Client.WorkflowHandle<MigrationWorkflow, MigrationReport>> MoveWhileChangingAsync(WorkerFixture worker, Severity severity)
    {
        worker.Execute("OLD", Tables);
        var migration = await worker.MigrateAsync(new() { BatchSize = 50, Parallelism = 1 }, plan => plan with
        {
            Tables = [new() { SourceTable = "first" }, new() { SourceTable = "second" }],
            Validations = [new() { Name = "same", Type = ValidationType.Accuracy, Severity = severity }],
        });
        await WorkerFixture.UntilAsync(migration, report => report.Tables[0].Stage == TableStage.Copy);
        await migration.SignalAsync("pause", [new OperatorRequest { Id = "1", By = "ann" }]);
        await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Paused);
        worker.Execute("OLD", "UPDATE first SET id = -1 WHERE id = 20000; UPDATE first SET id = 30000 WHERE id = 1");
        await migration.SignalAsync("resume", [new OperatorRequest { Id = "2", By = "ann" }]);
        return migration;
    }
}
