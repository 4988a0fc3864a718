using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;
using Temporalio.Exceptions;

namespace Migration.Workflows.Tests.Running;

public sealed class ProofTests
{
    [Fact]
    public async Task Tables_OneOfWhichCanNotBeRead_AreAllAnswered()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("prove users", ErrorCodes.DatabaseMissing);
        engine.Activities.FailsOnce("prove orders", ErrorCodes.DatabaseLocked, transient: true);

        var report = await ProveAsync(engine, Plans.Of());

        Assert.Equal([("users", "NOT_COMPARABLE"), ("orders", "EQUAL")], report.Tables.Select(table => (table.Table, table.Validation.Verdict)));
        Assert.Equal(ErrorCodes.DatabaseMissing, report.Tables[0].Validation.Code);
        Assert.Equal("NOT_COMPARABLE", report.Verdict);
        Assert.DoesNotContain("validate target", engine.Activities.Calls);
    }

    [Fact]
    public async Task Rules_BetweenTables_CountByTheirWeight()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Target = new() { Rules = [Broken(Severity.Warning)] };
        Assert.Equal("EQUAL", (await ProveAsync(engine, Plans.Of("users", "orders"))).Verdict);

        engine.Activities.Target = new() { Rules = [Broken(Severity.Error)] };
        Assert.Equal("DIFFERENT", (await ProveAsync(engine, Plans.Of("users", "orders"))).Verdict);
    }

    [Fact]
    public async Task Orphans_BetweenTables_AreADifference()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Fails("validate target", ErrorCodes.ForeignKeyViolated);

        var report = await ProveAsync(engine, Plans.Of("users", "orders"));

        Assert.Equal("DIFFERENT", report.Verdict);
        Assert.Contains(ErrorCodes.ForeignKeyViolated, report.Between, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_OfTablesThatDiffer_HoldsTheTargetForItsTime()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Different.Add("orders");

        var report = await ProveAsync(engine, Plans.Of(), input => input with { Repairs = true, Claims = true });

        Assert.Equal(["prove users", "prove orders", "claim", "repair orders", "prove orders", "release"], engine.Activities.Calls);
        Assert.Equal([null, new RepairCounts(1, 2, 3)], report.Tables.Select(table => table.Repaired));
        Assert.Equal("EQUAL", report.Verdict);
    }

    [Fact]
    public async Task Repair_ThatIsRefused_LeavesTheVerdictWithTheReason()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Different.Add("users");
        engine.Activities.Fails("repair users", ErrorCodes.RepairImpossible);

        var report = await ProveAsync(engine, Plans.Of(), input => input with { Repairs = true, Claims = true });

        Assert.Equal("release", engine.Activities.Calls[^1]);
        Assert.Equal(("DIFFERENT", ErrorCodes.RepairImpossible), (report.Verdict, report.Tables[0].Validation.Code));
    }

    [Fact]
    public async Task Repair_OfATargetThatAnotherHolds_TouchesNothing()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Different.Add("users");
        engine.Activities.Fails("claim", ErrorCodes.TargetClaimed);

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() =>
            ProveAsync(engine, Plans.Of(), input => input with { Repairs = true, Claims = true }));

        Assert.Equal(ErrorCodes.TargetClaimed, Assert.IsType<ApplicationFailureException>(failed.InnerException).ErrorType);
        Assert.DoesNotContain("repair users", engine.Activities.Calls);
    }

    [Fact]
    public async Task Copy_WithAnInterval_IsComparedOnItsWay()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Checkpoints["users"] = 3;

        var migration = await RunningMigration.StartAsync(engine, configuration => configuration with { ValidationInterval = TimeSpan.FromTicks(1) });
        await migration.UntilAsync(ExecutionStatus.Completed);

        Assert.Equal(
            ["prepare", "copy", "prove", "copy", "prove", "copy", "finish", "validate"],
            engine.Activities.Calls.Where(call => call.EndsWith(" users", StringComparison.Ordinal)).Select(call => call.Split(' ')[0]));
    }

    [Fact]
    public async Task Copy_ThatDiffersOnItsWay_IsParkedAtOnce()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Checkpoints["users"] = 3;
        engine.Activities.Different.Add("users");

        var migration = await RunningMigration.StartAsync(engine, configuration => configuration with { ValidationInterval = TimeSpan.FromTicks(1) });
        var report = await migration.UntilAsync(ExecutionStatus.NeedsAttention);

        Assert.Equal(ErrorCodes.ValidationFailed, Assert.Single(report.Errors).Code);
        Assert.DoesNotContain("finish users", engine.Activities.Calls);
        Assert.Single(engine.Activities.Calls, "copy users");
    }

    private static RuleResult Broken(Severity severity) =>
        new() { Name = "rule", Type = ValidationType.Integrity, Severity = severity, Holds = false, Summary = "It does not hold." };

    private static async Task<ProofReport> ProveAsync(Engine engine, MigrationPlan settled, Func<ProofInput, ProofInput>? change = null)
    {
        var input = new ProofInput
        {
            Settled = new() { ExecutionId = "shop-1", Plan = settled },
            Tables = [Task("users"), Task("orders")],
        };
        input = change?.Invoke(input) ?? input;
        var handle = await engine.Client.StartWorkflowAsync(
            (ProofWorkflow workflow) => workflow.RunAsync(input), new($"proof/{Guid.NewGuid()}", MigrationNames.TaskQueue));
        return await handle.GetResultAsync();
    }

    private static ProofTask Task(string table) => new()
    {
        IsComplete = true,
        Task = new()
        {
            ExecutionId = "shop-1",
            SourceDatabase = "A",
            TargetDatabase = "B",
            Type = MigrationType.Combined,
            Table = new() { SourceTable = table },
            Configuration = new(),
        },
    };
}
