using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;

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

    private static RuleResult Broken(Severity severity) =>
        new() { Name = "rule", Type = ValidationType.Integrity, Severity = severity, Holds = false, Summary = "It does not hold." };

    private static async Task<ProofReport> ProveAsync(Engine engine, MigrationPlan settled)
    {
        var input = new ProofInput
        {
            Settled = new() { ExecutionId = "shop-1", Plan = settled },
            Tables = [Task("users"), Task("orders")],
        };
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
