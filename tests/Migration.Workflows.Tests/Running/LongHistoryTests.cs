using Migration.Core.Progress;
using Temporalio.Worker;

namespace Migration.Workflows.Tests.Running;

public sealed class LongHistoryTests
{
    [Fact]
    public async Task Table_ManyCheckpoints_ContinuesInAFreshHistory()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.Checkpoints["users"] = 400;
        var migration = await RunningMigration.StartAsync(engine);
        var report = await migration.UntilAsync(ExecutionStatus.Completed);
        var users = report.Tables.Single(table => table.Name == "users");
        Assert.Equal((400 * 5, 400), (users.Checkpoint!.Rows, users.Metrics.Checkpoints));
        var table = engine.Client.GetWorkflowHandle(MigrationNames.TableWorkflowId(migration.Handle.Id, "users"));
        Assert.InRange((await table.DescribeAsync()).HistoryLength, 1, 2_100);
        Assert.Single(engine.Activities.Calls, "prepare users");
    }

    [Fact]
    public async Task Execution_ManyTables_ContinuesInAFreshHistory()
    {
        await using var engine = await Engine.StartAsync();
        var names = Enumerable.Range(1, 300).Select(i => $"t{i}").ToArray();
        engine.Activities.Preflight = new()
        {
            Tables = [.. names.Select(name => new TableOutline { Table = new() { SourceTable = name } })],
            Waves = [names],
        };
        var migration = await RunningMigration.StartAsync(engine, c => c with { Parallelism = 8 }, plan => plan with { Tables = [] });
        await migration.SignalAsync("skip", "nobody");
        var report = await migration.UntilAsync(ExecutionStatus.Completed, TimeSpan.FromMinutes(4));
        Assert.All(report.Tables, table => Assert.Equal(ExecutionStatus.Completed, table.Status));
        Assert.All(names, name => Assert.Single(engine.Activities.Calls, $"finish {name}"));
        Assert.Single(report.Audit);
        Assert.Single(engine.Activities.Calls, "claim");
        Assert.NotEqual(migration.Handle.FirstExecutionRunId, (await migration.Handle.DescribeAsync()).RunId);
    }

    [Fact]
    public async Task Histories_OfASteeredExecution_ReplayToTheSameCommands()
    {
        await using var engine = await Engine.StartAsync();
        engine.Activities.FailsOnce("copy notes", "DATABASE_LOCKED", transient: true);
        var migration = await RunningMigration.StartAsync(engine);
        await migration.SignalAsync("pause");
        await migration.UntilAsync(ExecutionStatus.Paused);
        await migration.SignalAsync("resume");
        await migration.UntilAsync(MigrationPhase.RollbackWindow);
        await migration.SignalAsync("rollback");
        await migration.ResultAsync();

        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<MigrationWorkflow>().AddWorkflow<TableMigrationWorkflow>());
        var execution = await migration.Handle.FetchHistoryAsync();
        var table = await engine.Client.GetWorkflowHandle(MigrationNames.TableWorkflowId(migration.Handle.Id, "notes")).FetchHistoryAsync();
        Assert.Null((await replayer.ReplayWorkflowAsync(execution)).ReplayFailure);
        Assert.Null((await replayer.ReplayWorkflowAsync(table)).ReplayFailure);
    }
}
