using System.Reflection;
using Migration.Client;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Migration.Worker.Tests;

public sealed class LostAnswerTests
{
    private static readonly MigrationPlan Plan = new() { Id = "move", Name = "move", SourceDatabase = "OLD", TargetDatabase = "NEW" };

    [Fact]
    public async Task Pause_WhileNoWorkerRuns_IsDeliveredAndTakesEffectWithTheNextWorker()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Execute("OLD", "CREATE TABLE t(id INTEGER PRIMARY KEY); WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO t SELECT i FROM n;");
        var migration = await worker.MigrateAsync(new() { BatchSize = 50 });
        await WorkerFixture.UntilAsync(migration, report => report.Tables.Any(table => table.Stage == TableStage.Copy));
        await worker.StopWorkerAsync();

        var outcome = await new MigrationClient(worker.Client).RequestAsync(
            migration.Id, MigrationSignal.Pause, new OperatorRequest { Id = "1", By = "ann" }, CancellationToken.None);
        await worker.StartWorkerAsync();

        Assert.Equal(SignalVerdict.Unanswered, outcome.Verdict);
        await WorkerFixture.UntilAsync(migration, report => report.Status == ExecutionStatus.Paused);
    }

    [Fact]
    public async Task Start_WhoseAnswerIsLost_IsFoundByItsId()
    {
        await using var worker = await WorkerFixture.StartAsync();
        var client = LossyClient.Around(worker.Client, accepts: true);

        var id = await new MigrationClient(client).StartAsync(Plan, "ann", CancellationToken.None);

        Assert.Equal("MigrationWorkflow", (await worker.Client.GetWorkflowHandle(id).DescribeAsync()).WorkflowType);
    }

    [Fact]
    public async Task Start_ThatMayHaveBeenLost_TellsTheId()
    {
        await using var worker = await WorkerFixture.StartAsync();
        var client = LossyClient.Around(worker.Client, accepts: false);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => new MigrationClient(client).StartAsync(Plan, "ann", CancellationToken.None));

        Assert.Equal(ErrorCodes.Timeout, failure.Code);
        Assert.Contains("migrate status move-", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Starts, or does not, and either way its caller hears nothing.</summary>
    public class LossyClient : DispatchProxy
    {
        private ITemporalClient inner = null!;
        private bool accepts;

        public static ITemporalClient Around(ITemporalClient inner, bool accepts)
        {
            var client = Create<ITemporalClient, LossyClient>();
            ((LossyClient)client).inner = inner;
            ((LossyClient)client).accepts = accepts;
            return client;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == "StartWorkflowAsync" ? LoseAsync(targetMethod, args) : targetMethod.Invoke(inner, args);

        private async Task<WorkflowHandle> LoseAsync(MethodInfo method, object?[]? args)
        {
            if (accepts)
                await (Task<WorkflowHandle>)method.Invoke(inner, args)!;
            throw new RpcException(RpcException.StatusCode.DeadlineExceeded, "late", null);
        }
    }
}
