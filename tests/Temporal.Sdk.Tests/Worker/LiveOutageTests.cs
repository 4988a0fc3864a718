using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class LiveOutageTests : IAsyncLifetime
{
    private readonly LiveService service = new();

    public Task InitializeAsync() => service.InitializeAsync();

    public Task DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Worker_WhenTheServiceReturns_GoesOn()
    {
        using var worker = service.Worker("queue", options => options.AddWorkflow<WaitWorkflow>());

        var result = await worker.ExecuteAsync(async () =>
        {
            var handle = await service.Client.StartWorkflowAsync(
                (WaitWorkflow workflow) => workflow.RunAsync(), new(id: "wait", taskQueue: "queue"));
            Assert.False(await handle.QueryAsync(workflow => workflow.Gone));
            await service.RestartAsync(() => Task.CompletedTask);
            await handle.SignalAsync(workflow => workflow.GoAsync());
            return await handle.GetResultAsync();
        }).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(result);
    }

    [Workflow]
    public sealed class WaitWorkflow
    {
        [WorkflowQuery]
        public bool Gone { get; private set; }

        [WorkflowRun]
        public async Task<bool> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => Gone);
            return Gone;
        }

        [WorkflowSignal]
        public Task GoAsync()
        {
            Gone = true;
            return Task.CompletedTask;
        }
    }
}
