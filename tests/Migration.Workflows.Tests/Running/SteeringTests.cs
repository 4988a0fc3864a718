using Migration.Core.Errors;
using Migration.Core.Progress;
using Temporalio.Exceptions;

namespace Migration.Workflows.Tests.Running;

public sealed class SteeringTests
{
    [Fact]
    public async Task Pause_RunningCopies_CommitAndRestThenGoOn()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        engine.Activities.Lasts("copy notes");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy users", "copy notes");

        await migration.SignalAsync("pause");
        var paused = await migration.UntilAsync(ExecutionStatus.Paused);

        Assert.Equal(5, paused.Tables.Single(table => table.Name == "users").Checkpoint!.Rows);
        Assert.Equal(ExecutionStatus.Paused, paused.Tables.Single(table => table.Name == "users").Status);
        engine.Activities.Works("copy users");
        engine.Activities.Works("copy notes");
        await migration.SignalAsync("resume");
        var done = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(10, done.Tables.Single(table => table.Name == "users").Checkpoint!.Rows);
        Assert.Single(engine.Activities.Calls, "prepare users");
    }

    [Fact]
    public async Task Pause_BeforeTheRunStarts_HoldsEverything()
    {
        await using var engine = await Engine.StartAsync(work: false);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.SignalAsync("pause");
        engine.Work();
        await migration.UntilAsync(ExecutionStatus.Paused);
        Assert.Empty(engine.Activities.Calls);
        await migration.SignalAsync("resume");
        await migration.UntilAsync(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task Pause_OneTable_LeavesTheOthers()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy notes");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy notes");
        await migration.SignalAsync("pause", "notes");
        var report = await migration.UntilAsync(ExecutionStatus.Paused);
        Assert.Equal(
            [ExecutionStatus.Completed, ExecutionStatus.Completed, ExecutionStatus.Paused],
            report.Tables.Select(table => table.Status));
        engine.Activities.Works("copy notes");
        await migration.SignalAsync("resume", "notes");
        await migration.UntilAsync(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task Pause_LongStepOutsideOfTables_InterruptsAndRepeatsIt()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("validate target");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("validate target");
        await migration.SignalAsync("pause");
        await migration.UntilAsync(ExecutionStatus.Paused);
        engine.Activities.Works("validate target");
        await migration.SignalAsync("resume");
        await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(2, engine.Activities.Calls.Count(call => call == "validate target"));
    }

    [Fact]
    public async Task Request_SameIdTwice_CountsOnce()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy users");
        var pause = new OperatorRequest { Id = "p", By = "ann", Reason = "lunch" };
        await migration.SignalAsync("pause", pause);
        await migration.UntilAsync(ExecutionStatus.Paused);
        engine.Activities.Works("copy users");
        await migration.SignalAsync("resume");
        await migration.SignalAsync("pause", pause);
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(["pause", "resume"], report.Audit.Select(entry => entry.Action));
        Assert.Equal(("ann", "lunch", true), (report.Audit[0].By, report.Audit[0].Reason, report.Audit[0].Accepted));
    }

    [Fact]
    public async Task Request_UnknownTable_IsRefusedWithASentence()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(ExecutionStatus.Completed);
        await migration.SignalAsync("rollback", "nobody");
        var report = await migration.UntilAsync(report => report.Audit.Count == 1);
        Assert.False(report.Audit[0].Accepted);
        Assert.Contains("nobody", report.Audit[0].Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_Keep_LeavesWhatWasCopiedAndCleansUp()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        engine.Activities.Lasts("copy notes");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy users", "copy notes");
        await migration.SignalAsync("cancel");
        var report = await migration.UntilAsync(ExecutionStatus.Cancelled);
        Assert.All(report.Tables, table => Assert.Equal(ExecutionStatus.Cancelled, table.Status));
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal("release", engine.Activities.Calls[^1]);
        Assert.DoesNotContain("prepare orders", engine.Activities.Calls);
    }

    [Fact]
    public async Task Cancel_Undo_TakesBackWhatWasCopied()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy orders");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy orders");
        await migration.SignalAsync("cancel", new OperatorRequest { Id = "c", By = "ann", Undo = true });
        var report = await migration.ResultAsync();
        Assert.Equal(ExecutionStatus.Cancelled, report.Status);
        Assert.All(report.Tables, table => Assert.Equal(ExecutionStatus.RolledBack, table.Status));
        Assert.Equal(
            ["claim", "undo target", "roll back orders", "roll back notes", "roll back users", "release", "discard undo"],
            engine.Activities.Calls.TakeLast(7));
    }

    [Fact]
    public async Task Cancel_ThroughTemporal_IsTheCancelSignal()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine, c => c with { RollbackWindow = TimeSpan.Zero });
        await engine.Activities.UntilCalledAsync("copy users");
        await migration.Handle.CancelAsync();
        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(migration.ResultAsync);
        Assert.IsType<CanceledFailureException>(failure.InnerException);
        Assert.Equal(ExecutionStatus.Cancelled, (await migration.ReportAsync()).Status);
        Assert.Contains("release", engine.Activities.Calls);
    }

    [Fact]
    public async Task Cancel_ThroughTemporalTwice_CleansUpOnceAndWhole()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var release = engine.Activities.Holds("release");
        var migration = await RunningMigration.StartAsync(engine, c => c with { RollbackWindow = TimeSpan.Zero });
        await engine.Activities.UntilCalledAsync("copy users");
        await migration.Handle.CancelAsync();
        await engine.Activities.UntilCalledAsync("release");
        await migration.Handle.CancelAsync();
        release.SetResult();
        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(migration.ResultAsync);
        Assert.IsType<CanceledFailureException>(failure.InnerException);
        Assert.Equal(["release", "discard undo"], engine.Activities.Calls.TakeLast(2));
    }

    [Fact]
    public async Task Cancel_ThroughTemporalDuringCleanUp_ClosesTheWindowAfterIt()
    {
        await using var engine = await Engine.StartAsync();
        var release = engine.Activities.Holds("release");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("release");
        await migration.Handle.CancelAsync();
        await migration.ReportAsync();
        release.SetResult();
        var report = await migration.ResultAsync();
        Assert.Equal(ExecutionStatus.Completed, report.Status);
        Assert.True(Assert.Single(report.Audit).Accepted);
        Assert.Equal(["release", "discard undo"], engine.Activities.Calls.TakeLast(2));
    }

    [Fact]
    public async Task Cancel_ThroughTemporalWhileRollingBack_LetsTheRollbackEnd()
    {
        await using var engine = await Engine.StartAsync();
        var undo = engine.Activities.Holds("roll back users");
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback");
        await engine.Activities.UntilCalledAsync("roll back users");
        await migration.Handle.CancelAsync();
        undo.SetResult();
        Assert.Equal(ExecutionStatus.RolledBack, (await migration.ResultAsync()).Status);
        Assert.Equal(["roll back users", "release", "discard undo"], engine.Activities.Calls.TakeLast(3));
    }

    [Fact]
    public async Task Cancel_ThroughTemporalOfARollbackThatWaits_GivesItUp()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("roll back users", ErrorCodes.RollbackUnverified);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback");
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        await migration.Handle.CancelAsync();
        await Assert.ThrowsAsync<WorkflowFailedException>(migration.ResultAsync);
        Assert.Equal(ExecutionStatus.Failed, (await migration.ReportAsync()).Status);
        Assert.Equal(["release", "discard undo"], engine.Activities.Calls.TakeLast(2));
    }

    [Fact]
    public async Task Cancel_ThroughTemporalInTheWindow_ClosesIt()
    {
        await using var engine = await Engine.StartAsync();
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.Handle.CancelAsync();
        Assert.Equal(ExecutionStatus.Completed, (await migration.ResultAsync()).Status);
        Assert.Equal("discard undo", engine.Activities.Calls[^1]);
    }

    [Fact]
    public async Task Cancel_ThroughTemporalOfATableThatWaits_EndsIt()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("copy users", ErrorCodes.ConstraintViolated);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        await migration.Handle.CancelAsync();
        await migration.UntilAsync(ExecutionStatus.Cancelled);
    }

    [Fact]
    public async Task Cancel_Paused_EndsIt()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy users");
        await migration.SignalAsync("pause");
        await migration.UntilAsync(ExecutionStatus.Paused);
        await migration.SignalAsync("cancel");
        await migration.UntilAsync(ExecutionStatus.Cancelled);
    }
}
