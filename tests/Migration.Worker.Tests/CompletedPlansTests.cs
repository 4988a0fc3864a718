using Migration.Activities;
using Migration.Client;
using Migration.Core.Plans;
using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Worker.Tests;

public sealed class CompletedPlansTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plan_CountsAsCompleted_UnlessItWasADryRun(bool dryRun)
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", "CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1);");
        var plan = new MigrationPlan
        {
            Id = "move",
            Name = "move",
            SourceDatabase = "OLD",
            TargetDatabase = "NEW",
            Configuration = new() { DryRun = dryRun },
        };
        var execution = await new MigrationClient(worker.Client).StartAsync(plan, "ann", CancellationToken.None);
        var handle = worker.Client.GetWorkflowHandle<MigrationWorkflow, MigrationReport>(execution);
        await WorkerFixture.UntilAsync(handle, report => report.Status == ExecutionStatus.Completed);
        var completed = new VisibleCompletedPlans(worker.Client);
        Assert.Equal(!dryRun, await completed.HasCompletedAsync("move", CancellationToken.None));
        Assert.False(await completed.HasCompletedAsync("other", CancellationToken.None));
    }
}
