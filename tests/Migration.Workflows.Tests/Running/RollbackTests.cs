using Migration.Core.Errors;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Running;

public sealed class RollbackTests
{
    [Fact]
    public async Task Rollback_Completed_TakesTablesBackInReverseOrderAndCloses()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback");
        var report = await migration.ResultAsync();
        Assert.Equal(ExecutionStatus.RolledBack, report.Status);
        Assert.Equal(
            ["claim", "undo target", "roll back orders", "roll back notes", "roll back users", "release", "discard undo"],
            engine.Activities.Calls.TakeLast(7));
    }

    [Fact]
    public async Task Rollback_WhileCopying_LetsBatchesCommitFirst()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(report => report.Tables[0].Stage == TableStage.Copy);
        await migration.SignalAsync("rollback");
        var report = await migration.ResultAsync();
        Assert.Equal(ExecutionStatus.RolledBack, report.Status);
        Assert.DoesNotContain("copy orders", engine.Activities.Calls);
        Assert.DoesNotContain("roll back orders", engine.Activities.Calls);
        Assert.Contains("roll back users", engine.Activities.Calls);
    }

    [Fact]
    public async Task Rollback_WhatItLeaves_IsToldOnceInTheReport()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Undone = new() { Problems = [new("views.seen", ErrorCodes.RollbackKept, "It is not taken back.", "Drop it.", Severity.Warning)] };
        engine.Activities.Fails("roll back users", ErrorCodes.RollbackUnverified);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback");
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        engine.Activities.Works("roll back users");
        await migration.SignalAsync("rollback");

        var report = await migration.ResultAsync();

        Assert.Equal((ExecutionStatus.RolledBack, ErrorCodes.RollbackKept), (report.Status, Assert.Single(report.Problems).Code));
    }

    [Fact]
    public async Task Rollback_BeforeTheRunStarts_WritesNothing()
    {
        await using var engine = await Engine.StartAsync(work: false);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.SignalAsync("rollback");
        engine.Work();
        Assert.Equal(ExecutionStatus.RolledBack, (await migration.ResultAsync()).Status);
        Assert.Empty(engine.Activities.Calls);
    }

    [Fact]
    public async Task Rollback_Fails_NeedsAttentionAndCanBeAskedAgain()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("roll back users", ErrorCodes.RollbackUnverified);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback");
        var parked = await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        Assert.Equal(ErrorCodes.RollbackUnverified, Assert.Single(parked.Errors).Code);
        engine.Activities.Works("roll back users");
        await migration.SignalAsync("rollback");
        Assert.Equal(ExecutionStatus.RolledBack, (await migration.ResultAsync()).Status);
        Assert.Single(engine.Activities.Calls, "roll back orders");
    }

    [Fact]
    public async Task Rollback_OneTableInTheWindow_LeavesTheOthersAndTheWindow()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback", "ORDERS");
        var report = await migration.UntilAsync(report =>
            report.Phase == MigrationPhase.RollbackWindow && report.Tables.Any(table => table.Status == ExecutionStatus.RolledBack));
        Assert.Equal(ExecutionStatus.Completed, report.Status);
        Assert.Equal(["orders"], report.Tables.Where(table => table.Status == ExecutionStatus.RolledBack).Select(table => table.Name));
    }

    [Fact]
    public async Task Rollback_OneTableWhileCopying_LetsTheOthersComplete()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(report => report.Tables[0].Stage == TableStage.Copy);
        await migration.SignalAsync("rollback", "users");
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(
            [ExecutionStatus.RolledBack, ExecutionStatus.Completed, ExecutionStatus.Completed],
            report.Tables.Select(table => table.Status));
    }

    [Fact]
    public async Task Retry_AfterARollback_IsOfALaterRound()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("copy users", ErrorCodes.ConstraintViolated);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        engine.Activities.FailsOnce("roll back users", ErrorCodes.RollbackUnverified);
        await migration.SignalAsync("rollback", "users");
        await migration.UntilAsync(report => report.Tables[0].Round == 1 && report.Tables[0].Status == ExecutionStatus.NeedsAttention);
        Assert.Equal((0, 0), (engine.Activities.Rounds["prepare users"], engine.Activities.Rounds["roll back users"]));
        engine.Activities.Works("copy users");
        await migration.SignalAsync("retry", "users");
        await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(1, engine.Activities.Rounds["prepare users"]);
    }

    [Fact]
    public async Task Retry_BeforeARowWasCopied_ReadsTheSourceAsMended()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Preflight = engine.Activities.Preflight with { SourceMoment = "12:00" };
        engine.Activities.Fails("prepare users", ErrorCodes.ConstraintViolated);
        engine.Activities.Fails("copy notes", ErrorCodes.ConstraintViolated);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(report => report.Tables.Count(table => table.Status == ExecutionStatus.NeedsAttention) == 2);
        await migration.SignalAsync("rollback", "notes");
        await migration.UntilAsync(report => report.Tables.Any(table => table.Status == ExecutionStatus.RolledBack));
        engine.Activities.Works("prepare users");
        engine.Activities.Works("copy notes");

        await migration.SignalAsync("retry", "users", "notes");
        await migration.UntilAsync(ExecutionStatus.Completed);

        var marks = engine.Activities.Copies.Values.ToDictionary(copy => copy.Task.Table.SourceTable, copy => copy.Task.SourceMark);
        Assert.Equal((null, null, "12:00"), (marks["users"], marks["notes"], marks["orders"]));
    }

    [Fact]
    public async Task Rollback_OfAFailedExecution_TakesBackWhatItWrote()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine, c => c with { Timeout = TimeSpan.FromSeconds(2) });
        var failed = await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal(ExecutionStatus.Failed, failed.Status);
        await migration.SignalAsync("rollback");
        var report = await migration.ResultAsync();
        Assert.Equal(ExecutionStatus.RolledBack, report.Status);
        Assert.All(report.Tables, table => Assert.Equal((ExecutionStatus.RolledBack, false), (table.Status, table.Written)));
        Assert.Contains("roll back users", engine.Activities.Calls);
    }

    [Fact]
    public async Task Retry_OfATableWhoseRollbackFailedAfterTheCopy_TakesItBack()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("post-action tidy", ErrorCodes.PostActionFailed);
        engine.Activities.Fails("roll back users", ErrorCodes.RollbackUnverified);
        var migration = await RunningMigration.StartAsync(
            engine, change: plan => plan with { PostActions = [new() { Name = "tidy", Statement = "VACUUM" }] });
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        await migration.SignalAsync("rollback", "users");
        await migration.UntilAsync(report => report.Tables[0].Status == ExecutionStatus.NeedsAttention);
        engine.Activities.Works("post-action tidy");
        engine.Activities.Works("roll back users");
        await migration.SignalAsync("retry", "orders");
        await migration.SignalAsync("retry");
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(ExecutionStatus.RolledBack, report.Tables[0].Status);
        Assert.Equal([true, false, true], report.Audit.Select(entry => entry.Accepted));
    }

    [Fact]
    public async Task Rollback_NotEnabled_IsRefused()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine, c => c with { EnableRollback = false });
        await migration.SignalAsync("rollback");
        var report = await migration.UntilAsync(report => report.Audit.Count == 1);
        Assert.False(report.Audit[0].Accepted);
        Assert.NotEqual(MigrationPhase.Rollback, report.Phase);
    }

    [Fact]
    public async Task RollbackCheck_FailsForGood_TellsTheCode()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("check rollback", ErrorCodes.DatabaseMissing);
        var input = new RollbackCheckInput { ExecutionId = "shop-1", Plan = Plans.Of("users") };
        var handle = await engine.Client.StartWorkflowAsync(
            (RollbackCheckWorkflow workflow) => workflow.RunAsync(input), new("check", MigrationNames.TaskQueue));
        var failed = await Assert.ThrowsAsync<Temporalio.Exceptions.WorkflowFailedException>(() => handle.GetResultAsync());
        Assert.Equal(ErrorCodes.DatabaseMissing, Assert.IsType<Temporalio.Exceptions.ApplicationFailureException>(failed.InnerException).ErrorType);
        Assert.Single(engine.Activities.Calls);
    }

    [Fact]
    public async Task RollbackCheck_AnyExecution_AnswersPerTableThoughTheDatabaseWasLockedForAMoment()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.FailsOnce("check rollback", ErrorCodes.DatabaseLocked, transient: true);
        var input = new RollbackCheckInput { ExecutionId = "shop-1", Plan = Plans.Of("users", "orders") };
        var handle = await engine.Client.StartWorkflowAsync(
            (RollbackCheckWorkflow workflow) => workflow.RunAsync(input), new("check", MigrationNames.TaskQueue));
        var report = await handle.GetResultAsync();
        Assert.True(report.Possible);
        Assert.Equal(["users", "orders"], report.Tables.Select(table => table.Table));
    }
}
