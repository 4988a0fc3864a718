using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;

namespace Migration.Workflows.Tests.Running;

public sealed class RuleTests
{
    [Fact]
    public async Task Rule_OfATableThatIsBroken_ParksTheTable()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Rules = [Broken(Severity.Error, "notes"), Broken(Severity.Warning, "notes")];
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(report => report.Tables[2].Status == ExecutionStatus.NeedsAttention);
        Assert.Equal([ErrorCodes.RuleBroken, ErrorCodes.RuleBroken], report.Errors.Select(error => error.Code));
        Assert.Equal(2, report.Tables[2].Validation!.Rules.Count);
    }

    [Fact]
    public async Task Rule_OfATableThatWarns_LetsItComplete()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Rules = [Broken(Severity.Warning, "notes")];
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal((ExecutionStatus.Completed, Severity.Warning), (report.Status, Assert.Single(report.Errors).Severity));
    }

    [Fact]
    public async Task Rule_BetweenTables_WaitsForAPersonWhoSkipsIt()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Target = new() { Rules = [Broken(Severity.Error)] };
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        await migration.SignalAsync("skip");
        var report = await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal((ExecutionStatus.Completed, ErrorCodes.RuleBroken), (report.Status, Assert.Single(report.Errors).Code));
        Assert.False(Assert.Single(report.Rules).Holds);
    }

    [Fact]
    public async Task Rule_BetweenTablesMended_IsAskedAgainOnRetry()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Target = new() { Rules = [Broken(Severity.Error)] };
        var migration = await RunningMigration.StartAsync(engine);
        await migration.UntilAsync(ExecutionStatus.NeedsAttention);
        engine.Activities.Target = new() { Rules = [Broken(Severity.Error) with { Holds = true }] };
        await migration.SignalAsync("retry");
        var report = await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.True(Assert.Single(report.Errors).Resolved);
        Assert.True(Assert.Single(report.Rules).Holds);
    }

    [Fact]
    public async Task Rule_BetweenTablesThatIsCritical_FailsTheExecution()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Target = new() { Rules = [Broken(Severity.Critical)] };
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal(ExecutionStatus.Failed, report.Status);
    }

    [Fact]
    public async Task Rule_BetweenTablesThatWarns_IsTold()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Target = new() { Rules = [Broken(Severity.Info)] };
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(MigrationPhase.RollbackWindow);
        Assert.Equal((ExecutionStatus.Completed, false), (report.Status, Assert.Single(report.Errors).Resolved));
    }

    private static RuleResult Broken(Severity severity, string? table = null) => new()
    {
        Name = "r",
        Type = ValidationType.Custom,
        Severity = severity,
        Table = table,
        Holds = false,
        Violations = 1,
        Summary = "It does not hold.",
    };
}
