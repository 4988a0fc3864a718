using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Client;

public sealed class LiveUpdateWithStartTests(LiveService service) : IClassFixture<LiveService>
{
    private readonly string queue = Guid.NewGuid().ToString();

    [Fact]
    public Task Update_OfAWorkflowThatIsNotThere_StartsIt() => WorkAsync(async () =>
    {
        var start = Start(WorkflowIdConflictPolicy.UseExisting);

        var total = await service.Client.ExecuteUpdateWithStartWorkflowAsync(
            (CartWorkflow cart) => cart.AddAsync(2), new(start));

        var handle = await start.GetHandleAsync();
        Assert.Equal(2, total);
        Assert.Equal(5, await service.Client.ExecuteUpdateWithStartWorkflowAsync(
            (CartWorkflow cart) => cart.AddAsync(3), new(Start(WorkflowIdConflictPolicy.UseExisting))));
        await handle.SignalAsync(cart => cart.CloseAsync());
        Assert.Equal(5, await handle.GetResultAsync());
    });

    [Fact]
    public Task Update_WhenTheIdIsTaken_FailsBothCalls() => WorkAsync(async () =>
    {
        await service.Client.ExecuteUpdateWithStartWorkflowAsync(
            (CartWorkflow cart) => cart.AddAsync(2), new(Start(WorkflowIdConflictPolicy.Fail)));
        var second = Start(WorkflowIdConflictPolicy.Fail);

        await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() => service.Client.ExecuteUpdateWithStartWorkflowAsync(
            (CartWorkflow cart) => cart.AddAsync(2), new(second)));
        await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(second.GetHandleAsync);
    });

    [Fact]
    public async Task Operation_UsedTwiceOrIncomplete_IsRefused()
    {
        var start = Start(WorkflowIdConflictPolicy.Unspecified);

        await Assert.ThrowsAsync<ArgumentException>(() => service.Client.StartUpdateWithStartWorkflowAsync(
            (CartWorkflow cart) => cart.AddAsync(2), new(start, WorkflowUpdateStage.Accepted)));
        await Assert.ThrowsAsync<ArgumentException>(() => service.Client.StartUpdateWithStartWorkflowAsync(
            (CartWorkflow cart) => cart.AddAsync(2), new()));
        var used = Start(WorkflowIdConflictPolicy.Fail);
        Assert.True(used.TryUse());
        await Assert.ThrowsAsync<ArgumentException>(() => service.Client.StartUpdateWithStartWorkflowAsync(
            (CartWorkflow cart) => cart.AddAsync(2), new(used, WorkflowUpdateStage.Accepted)));
        Assert.True(((WithStartWorkflowOperation)used.Clone()).TryUse());
    }

    private WithStartWorkflowOperation<WorkflowHandle<CartWorkflow, int>> Start(WorkflowIdConflictPolicy policy) =>
        WithStartWorkflowOperation.Create(
            (CartWorkflow cart) => cart.RunAsync(), new(id: queue, taskQueue: queue) { IdConflictPolicy = policy });

    private async Task WorkAsync(Func<Task> test)
    {
        using var worker = service.Worker(queue, options => options.AddWorkflow<CartWorkflow>());
        await worker.ExecuteAsync(test).WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Workflow]
    public sealed class CartWorkflow
    {
        private int total;
        private bool closed;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => closed);
            return total;
        }

        [WorkflowUpdate]
        public Task<int> AddAsync(int count) => Task.FromResult(total += count);

        [WorkflowSignal]
        public Task CloseAsync()
        {
            closed = true;
            return Task.CompletedTask;
        }
    }
}
