using Migration.Core.Plans;
using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Running;

public sealed class BudgetTests
{
    [Fact]
    public async Task Budget_OfTime_PausesAndGoesOnWhenItIsRaised()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine, c => c with { MaxDuration = TimeSpan.FromMilliseconds(400) });

        var paused = await migration.UntilAsync(ExecutionStatus.Paused);
        var pause = Assert.Single(paused.Audit);
        Assert.Equal(("pause", "budget", true), (pause.Action, pause.By, pause.Accepted));
        Assert.StartsWith("The budget of 400ms in work is used up.", pause.Reason, StringComparison.Ordinal);
        await migration.SignalAsync("resume");
        Assert.False((await migration.UntilAsync(report => report.Audit.Count == 2)).Audit[1].Accepted);

        engine.Activities.Works("copy users");
        await migration.SignalAsync("tune", Request(new() { MaxDuration = TimeSpan.FromHours(1) }));
        await migration.SignalAsync("resume");
        var report = await migration.UntilAsync(ExecutionStatus.Completed);

        Assert.All(report.Audit.Skip(2), entry => Assert.True(entry.Accepted, entry.Effect));
        Assert.Single(engine.Activities.Calls, "prepare users");
        Assert.Equal(TimeSpan.FromHours(1), (await migration.ProgressAsync()).Budget!.MaxDuration);
    }

    [Fact]
    public async Task Budget_OfCredits_PausesByTheWarehousesOfPreflight()
    {
        await using var engine = await Engine.StartAsync();
        // A beginning pays a minute, which is more than the budget.
        engine.Activities.Preflight = engine.Activities.Preflight with { Warehouses = [new("LOAD", 8), new("READ", 4)] };
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine, c => c with { MaxCredits = 0.19m });

        Assert.Equal("budget", Assert.Single((await migration.UntilAsync(ExecutionStatus.Paused)).Audit).By);
        Assert.Equal(12, (await migration.ProgressAsync()).Budget!.CreditsPerHour);

        engine.Activities.Works("copy users");
        await migration.SignalAsync("tune", Request(new() { MaxCredits = 0 }));
        await migration.SignalAsync("resume");
        await migration.UntilAsync(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task Budget_OfCredits_WithoutAWarehouse_CantBeTuned()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy users");
        await migration.SignalAsync("tune", Request(new() { MaxCredits = 3 }));
        Assert.False((await migration.UntilAsync(report => report.Audit.Count == 1)).Audit[0].Accepted);
        await migration.SignalAsync("cancel");
        await migration.UntilAsync(ExecutionStatus.Cancelled);
    }

    [Fact]
    public async Task Tune_OfABudget_DisturbsNoCopy()
    {
        await using var engine = await Engine.StartAsync();
        var gate = engine.Activities.Holds("copy users");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy users");
        await migration.SignalAsync("tune", Request(new() { MaxDuration = TimeSpan.FromHours(2) }));
        await migration.UntilAsync(report => report.Audit.Count == 1);
        gate.SetResult();
        await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Single(engine.Activities.Calls, "copy users");
    }

    [Fact]
    public async Task Rollback_IsNotHeldUpByABudget()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine, c => c with { MaxDuration = TimeSpan.FromMilliseconds(300) });
        await migration.UntilAsync(ExecutionStatus.Paused);
        await migration.SignalAsync("rollback");
        await migration.UntilAsync(ExecutionStatus.RolledBack);
    }

    private static OperatorRequest Request(CopyTuning tuning) => new() { Id = "tune", By = "ann", Tuning = tuning };
}
