using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Running;

public sealed class TuningTests
{
    [Fact]
    public async Task Tune_RunningCopy_GoesOnWithTheNewSettings()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        engine.Activities.Lasts("copy notes");
        var migration = await RunningMigration.StartAsync(engine, c => c with { Parallelism = 2 });
        await engine.Activities.UntilCalledAsync("copy users", "copy notes");
        await migration.SignalAsync("tune", Request(new() { Parallelism = 1, BatchSize = 77, MaxRowsPerSecond = 600 }));
        await FakeActivities.UntilAsync(() => engine.Activities.Copies["users"].Task.Configuration.BatchSize == 77);
        Assert.Equal(600, engine.Activities.Copies["users"].Task.Configuration.MaxRowsPerSecond);
        Assert.Equal(new CopyTuning { Parallelism = 1, BatchSize = 77, MaxRowsPerSecond = 600 }, (await migration.ProgressAsync()).Tuning);
        engine.Activities.Works("copy users");
        engine.Activities.Works("copy notes");
        await migration.SignalAsync("tune", Request(new() { Parallelism = 3 }, "again"));
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(77, engine.Activities.Copies["orders"].Task.Configuration.BatchSize);
        Assert.All(report.Audit, entry => Assert.True(entry.Accepted));
        Assert.Single(engine.Activities.Calls, "prepare users");
    }

    [Fact]
    public async Task Tune_Refused_ChangesNothing()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        var migration = await RunningMigration.StartAsync(engine);
        await engine.Activities.UntilCalledAsync("copy users");
        await migration.SignalAsync("tune", Request(new() { Parallelism = 0 }, "bounds"));
        await migration.SignalAsync("tune", Request(new(), "nothing"));
        var report = await migration.UntilAsync(told => told.Audit.Count == 2);
        Assert.All(report.Audit, entry => Assert.False(entry.Accepted));
        Assert.Null((await migration.ProgressAsync()).Tuning);
        await migration.SignalAsync("cancel");
        await migration.UntilAsync(ExecutionStatus.Cancelled);
        await migration.SignalAsync("tune", Request(new() { Parallelism = 1 }, "late"));
        Assert.False((await migration.UntilAsync(told => told.Audit.Count == 4)).Audit[^1].Accepted);
    }

    [Fact]
    public async Task RateLimit_OfThePlan_IsSharedByTheTablesInWork()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Lasts("copy users");
        engine.Activities.Lasts("copy notes");
        var migration = await RunningMigration.StartAsync(engine, c => c with { Parallelism = 2, MaxRowsPerSecond = 900 });
        await engine.Activities.UntilCalledAsync("copy users", "copy notes");
        Assert.Equal(450, engine.Activities.Copies["users"].Task.Configuration.MaxRowsPerSecond);
        await migration.SignalAsync("skip", "notes");
        await migration.SignalAsync("skip", "orders");
        await FakeActivities.UntilAsync(() => engine.Activities.Copies["users"].Task.Configuration.MaxRowsPerSecond == 900);
        engine.Activities.Works("copy users");
        await migration.SignalAsync("pause");
        await migration.SignalAsync("resume");
        await migration.UntilAsync(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task Copy_ThatMetALock_StartsAgainWithHalfTheBatch()
    {
        await using var engine = await Engine.StartAsync();
        var failed = 0;
        engine.Activities.On("copy users", () => Interlocked.Exchange(ref failed, 1) == 0
            ? throw FakeActivities.Failure(ErrorCodes.DatabaseLocked, new FailureDetails { Transient = true, Rows = 500 })
            : Task.CompletedTask);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(250, engine.Activities.Copies["users"].Pace!.Rows);
    }

    private static OperatorRequest Request(CopyTuning tuning, string id = "tune") => new() { Id = id, By = "ann", Tuning = tuning };
}
