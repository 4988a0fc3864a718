using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;
using Temporalio.Exceptions;

namespace Migration.Workflows.Tests.Running;

public sealed class CourseTests
{
    [Fact]
    public async Task Execution_AllGoesWell_CompletesAndClosesWhenFinalized()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine);
        var open = await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal(ExecutionStatus.Completed, open.Status);
        Assert.NotNull(open.RollbackUntil);

        await migration.SignalAsync("finalize");
        var report = await migration.ResultAsync();

        Assert.Equal((ExecutionStatus.Completed, MigrationPhase.Done), (report.Status, report.Phase));
        Assert.All(report.Tables, table => Assert.Equal((ExecutionStatus.Completed, 5L, "EQUAL"), (table.Status, table.Checkpoint!.Rows, table.Validation!.Verdict)));
        Assert.Equal(15, report.Metrics.RowsInserted);
        var calls = engine.Activities.Calls.ToList();
        Assert.Equal(["preflight", "claim"], calls.Take(2));
        Assert.True(calls.IndexOf("validate users") < calls.IndexOf("prepare orders"));
        Assert.Equal(["finish target", "validate target", "release", "discard undo"], calls.TakeLast(4));
    }

    [Fact]
    public async Task Execution_WhatCouldNotBePutBack_IsToldInTheReport()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Release = new() { Problems = [new("configuration.warehouseSize", ErrorCodes.WarehouseUnusable, "It is not seen.", "Look.", Severity.Warning)] };
        var migration = await RunningMigration.StartAsync(engine);

        var report = await migration.UntilAsync(MigrationPhase.RollbackWindow);

        Assert.Equal((ExecutionStatus.Completed, ErrorCodes.WarehouseUnusable), (report.Status, Assert.Single(report.Problems).Code));
    }

    [Fact]
    public async Task Execution_ObjectOfTheTargetLeftOut_IsToldInTheReport()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.LeftOut = [new("tables.orders", ErrorCodes.SchemaReduced, "The foreign key is not created.", "Add it by hand.", Severity.Warning)];
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal((ExecutionStatus.Completed, "tables.orders"), (report.Status, Assert.Single(report.Problems).Path));
    }

    [Fact]
    public async Task Table_WhoseRowsAreLostWhenItIsFinished_IsCopiedAgain()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Losses["users"] = true;
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal(
            ["prepare users", "copy users", "finish users", "copy users", "finish users", "validate users"],
            engine.Activities.Calls.Where(call => call.EndsWith("users", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Execution_WindowPasses_ClosesByItself()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine, c => c with { RollbackWindow = TimeSpan.FromMilliseconds(100) });
        Assert.Equal(ExecutionStatus.Completed, (await migration.ResultAsync()).Status);
        Assert.Equal("discard undo", engine.Activities.Calls[^1]);
    }

    [Fact]
    public async Task Execution_BlockingProblem_FailsWithItsCodeAndWritesNothing()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Preflight = engine.Activities.Preflight with
        {
            Problems = [new("tables[0]", ErrorCodes.TableUnknown, "There is no table users.", "Correct the name.")],
        };
        var migration = await RunningMigration.StartAsync(engine);
        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(migration.ResultAsync);
        Assert.Equal(ErrorCodes.TableUnknown, Assert.IsType<ApplicationFailureException>(failure.InnerException).ErrorType);
        Assert.Equal(["preflight"], engine.Activities.Calls);
        Assert.Equal(ExecutionStatus.Failed, (await migration.ReportAsync()).Status);
    }

    [Fact]
    public async Task Execution_WarningOfPreflight_GoesOnAndReportsIt()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Preflight = engine.Activities.Preflight with
        {
            Problems = [new("tables[0]", ErrorCodes.ColumnIncompatible, "It may change.", "Look at it.", Severity.Warning)],
        };
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Single(report.Problems);
        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task Execution_TargetOfAnother_FailsWithTheSentence()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("claim", ErrorCodes.TargetClaimed);
        var migration = await RunningMigration.StartAsync(engine);
        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(migration.ResultAsync);
        Assert.Equal(ErrorCodes.TargetClaimed, Assert.IsType<ApplicationFailureException>(failure.InnerException).ErrorType);
        Assert.DoesNotContain("prepare users", engine.Activities.Calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Execution_Tables_RunAtMostParallelismAtOnce(int parallelism)
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine, c => c with { Parallelism = parallelism });
        await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.InRange(engine.Activities.MostActive, 1, parallelism);
    }

    [Fact]
    public async Task Execution_PostActionFails_WaitsAndGoesOnWhenSkipped()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("post-action grant", ErrorCodes.PostActionFailed);
        var migration = await RunningMigration.StartAsync(
            engine, change: plan => plan with { PostActions = [new() { Name = "grant", Statement = "x" }, new() { Name = "stats", Statement = "y" }] });
        var parked = await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        Assert.Equal(ErrorCodes.PostActionFailed, Assert.Single(parked.Errors).Code);
        await migration.SignalAsync("skip");
        await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Contains("post-action stats", engine.Activities.Calls);
    }

    [Fact]
    public async Task Execution_WhoseSourceHasAPast_ReadsAllTablesAsOfOneMoment()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Preflight = engine.Activities.Preflight with { SourceMoment = "12:00" };

        await (await RunningMigration.StartAsync(engine, configuration => configuration with { EnableRollback = false })).ResultAsync();

        Assert.Equal(["12:00", "12:00", "12:00"], engine.Activities.Copies.Values.Select(copy => copy.Task.SourceMark));
    }

    [Fact]
    public async Task Execution_PostActionMayFail_ReportsItAndCompletes()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("post-action grant", ErrorCodes.PostActionFailed);
        var migration = await RunningMigration.StartAsync(
            engine, change: plan => plan with { PostActions = [new() { Name = "grant", Statement = "x", ContinueOnError = true }] });
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(ErrorCodes.PostActionFailed, Assert.Single(report.Errors).Code);
    }

    [Fact]
    public async Task Execution_DryRun_RehearsesAndWritesNothing()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine, c => c with { DryRun = true });
        var report = await migration.ResultAsync();
        Assert.Equal(ExecutionStatus.Completed, report.Status);
        Assert.All(report.Tables, table => Assert.Equal(10, table.Rehearsal!.Rows));
        Assert.Equal(4, engine.Activities.Calls.Count);
        Assert.All(engine.Activities.Calls, call => Assert.True(call == "preflight" || call.StartsWith("rehearse ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Execution_SchemaPlan_CopiesNoRows()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine, change: plan => plan with { Type = MigrationType.Schema });
        await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.DoesNotContain(engine.Activities.Calls, call => call.StartsWith("copy ", StringComparison.Ordinal));
        Assert.Contains("finish orders", engine.Activities.Calls);
    }

    [Fact]
    public async Task Execution_NotDoneWithinItsTimeout_FailsAndCanBeRolledBack()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine, c => c with { Timeout = TimeSpan.FromMilliseconds(1_500) });
        var failed = await migration.UntilAsync(report => report.Status == ExecutionStatus.Failed && report.Phase == MigrationPhase.RollbackWindow);
        Assert.Contains(failed.Errors, error => error.Code == ErrorCodes.Timeout);
        await migration.SignalAsync("rollback");
        Assert.Equal(ExecutionStatus.RolledBack, (await migration.ResultAsync()).Status);
    }
}
