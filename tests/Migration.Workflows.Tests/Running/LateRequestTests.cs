using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Running;

/// <summary>Requests that arrive while an execution ends, is taken back or changes its history: done or refused, never accepted and lost.</summary>
public sealed class LateRequestTests
{
    private static readonly OperatorRequest Undo = new() { Id = "late", By = "ann", Undo = true };

    [Fact]
    public async Task Cancel_WhileCleaningUp_IsRefused()
    {
        await using var engine = await Engine.StartAsync();
        var cleaned = engine.Activities.Holds("release");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("release");
        await migration.SignalAsync("cancel", Undo);
        cleaned.SetResult();
        var report = await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal((ExecutionStatus.Completed, false), (report.Status, Assert.Single(report.Audit).Accepted));
    }

    [Fact]
    public async Task Rollback_WhileCleaningUpAndNoWindow_TakesAllBack()
    {
        await using var engine = await Engine.StartAsync();
        var cleaned = engine.Activities.Holds("release");
        var migration = await RunningMigration.StartAsync(engine, c => c with { RollbackWindow = TimeSpan.Zero });
        await engine.Activities.UntilCalledAsync("release");
        await migration.SignalAsync("rollback");
        cleaned.SetResult();
        Assert.Equal(ExecutionStatus.RolledBack, (await migration.ResultAsync()).Status);
    }

    [Fact]
    public async Task Rollback_OfOneTableInTheLastStepAndNoWindow_TakesItBack()
    {
        await using var engine = await Engine.StartAsync();
        var cleaned = engine.Activities.Holds("release");
        var migration = await RunningMigration.StartAsync(engine, c => c with { RollbackWindow = TimeSpan.Zero });
        await engine.Activities.UntilCalledAsync("release");
        await migration.SignalAsync("rollback", "orders");
        cleaned.SetResult();
        var report = await migration.ResultAsync();
        Assert.Equal(ExecutionStatus.RolledBack, report.Tables.Single(table => table.Name == "orders").Status);
        Assert.Equal(ExecutionStatus.Completed, report.Status);
    }

    [Fact]
    public async Task Cancel_WhileTakingBack_IsRefused()
    {
        await using var engine = await Engine.StartAsync();
        var taken = engine.Activities.Holds("roll back users");
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback");
        await engine.Activities.UntilCalledAsync("roll back users");
        await migration.SignalAsync("cancel");
        await migration.SignalAsync("pause");
        await migration.SignalAsync("skip", "users");
        taken.SetResult();
        var report = await migration.ResultAsync();
        Assert.Equal(ExecutionStatus.RolledBack, report.Status);
        Assert.Equal([true, false, false, false], report.Audit.Select(entry => entry.Accepted));
    }

    [Fact]
    public async Task Rollback_WhileTheUndoIsDiscarded_IsRefused()
    {
        await using var engine = await Engine.StartAsync();
        var discarded = engine.Activities.Holds("discard undo");
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("finalize");
        await engine.Activities.UntilCalledAsync("discard undo");
        await migration.SignalAsync("rollback");
        discarded.SetResult();
        var report = await migration.ResultAsync();
        Assert.Equal(ExecutionStatus.Completed, report.Status);
        Assert.Equal([true, false], report.Audit.Select(entry => entry.Accepted));
    }

    [Fact]
    public async Task Rollback_OfOneTableInTheWindow_ClaimsTheTargetMeanwhile()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback", "orders");
        await migration.UntilAsync(report => report.Phase == MigrationPhase.RollbackWindow
            && report.Tables.Any(table => table.Status == ExecutionStatus.RolledBack));
        Assert.Equal(["claim", "roll back orders", "release"], engine.Activities.Calls.TakeLast(3));
    }

    [Fact]
    public async Task Rollback_OfOneTableThatAnotherExecutionHolds_LeavesItAlone()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        engine.Activities.Fails("claim", "TARGET_CLAIMED");
        await migration.SignalAsync("rollback", "orders");
        var report = await migration.UntilAsync(report => report.Phase == MigrationPhase.RollbackWindow && report.Errors.Count == 1);
        Assert.Equal(ExecutionStatus.Completed, report.Tables.Single(table => table.Name == "orders").Status);
        Assert.DoesNotContain("roll back orders", engine.Activities.Calls);
    }

    [Fact]
    public async Task Retry_WithoutTables_LeavesTablesThatWereTakenBack()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("copy users", "CONSTRAINT_VIOLATED");
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(report => report.Tables[2].Status == ExecutionStatus.Completed && report.Status == ExecutionStatus.NeedsAttention);
        await migration.SignalAsync("rollback", "notes");
        await migration.UntilAsync(report => report.Tables[2].Status == ExecutionStatus.RolledBack);
        engine.Activities.Works("copy users");
        await migration.SignalAsync("retry");
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(ExecutionStatus.RolledBack, report.Tables[2].Status);
    }

    [Fact]
    public async Task Cancel_WhileTheHistoryIsExchanged_EndsTheExecution()
    {
        await using var engine = await Engine.StartAsync();
        var copied = engine.Activities.Holds("copy users");
        var taken = engine.Activities.Holds("roll back users");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy users");
        for (var i = 0; i < 2_000; i++)
            await migration.SignalAsync("skip", "nobody");
        await migration.SignalAsync("rollback", "users");
        copied.SetResult();
        await engine.Activities.UntilCalledAsync("roll back users");
        await migration.SignalAsync("cancel");
        taken.SetResult();
        var report = await migration.UntilAsync(report => report.Status is ExecutionStatus.Cancelled or ExecutionStatus.Completed);
        Assert.Equal(ExecutionStatus.Cancelled, report.Status);
    }
}
