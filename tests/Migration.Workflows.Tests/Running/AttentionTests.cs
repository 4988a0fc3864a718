using Migration.Core.Errors;
using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Running;

public sealed class AttentionTests
{
    [Fact]
    public async Task Table_FailsForGood_IsParkedWhileIndependentTablesGoOn()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("copy users", ErrorCodes.ConstraintViolated);
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(report => Status(report, "notes") == ExecutionStatus.Completed);
        Assert.Equal(ExecutionStatus.NeedsAttention, report.Status);
        Assert.Equal(ExecutionStatus.NeedsAttention, Status(report, "users"));
        Assert.Equal(ExecutionStatus.Pending, Status(report, "orders"));
        var error = Assert.Single(report.Errors);
        Assert.Equal((ErrorCodes.ConstraintViolated, "users", false), (error.Code, error.Table, error.Resolved));
        Assert.NotEmpty(error.Recommendation!);
    }

    [Fact]
    public async Task Retry_ParkedTable_CompletesAndResolvesItsErrors()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("copy users", ErrorCodes.DatabaseFull);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        engine.Activities.Works("copy users");
        await migration.SignalAsync("retry", "users");
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.All(report.Errors, error => Assert.True(error.Resolved));
        Assert.Equal(ExecutionStatus.Completed, Status(report, "orders"));
    }

    [Fact]
    public async Task Skip_ParkedTable_LetsItsDependentsGo()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("copy users", ErrorCodes.ConstraintViolated);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        await migration.SignalAsync("skip", "users");
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.Equal(ExecutionStatus.Skipped, Status(report, "users"));
        Assert.Equal(ExecutionStatus.Completed, Status(report, "orders"));
    }

    [Fact]
    public async Task Table_TransientFailure_IsRetriedByItself()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.FailsOnce("copy users", ErrorCodes.DatabaseLocked, transient: true);
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        Assert.True(Assert.Single(report.Errors).Resolved);
    }

    [Fact]
    public async Task Table_TransientFailureThatStays_IsParkedAfterMaxRetries()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("copy users", ErrorCodes.DatabaseLocked, transient: true);
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        Assert.Equal(3, engine.Activities.Calls.Count(call => call == "copy users"));
        Assert.Equal([0, 1, 2], report.Errors.Select(error => error.RetryCount));
    }

    [Fact]
    public async Task Cancel_ParkedTable_EndsTheExecution()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("copy users", ErrorCodes.ConstraintViolated);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        await migration.SignalAsync("cancel");
        await migration.UntilAsync(ExecutionStatus.Cancelled);
    }

    private static ExecutionStatus Status(MigrationReport report, string table) =>
        report.Tables.Single(state => state.Name == table).Status;
}
