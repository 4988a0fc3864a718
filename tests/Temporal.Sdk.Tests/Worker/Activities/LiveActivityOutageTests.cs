using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker.Activities;

/// <summary>An activity that ends while the service is away.</summary>
public sealed class LiveActivityOutageTests(LiveService service) : IClassFixture<LiveService>
{
    [Fact]
    public async Task Result_OfAnActivityThatEndsInAnOutage_ArrivesAfterIt()
    {
        var queue = Guid.NewGuid().ToString();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var attempts = 0;
        using var worker = service.Worker(queue, options => options
            .AddWorkflow<OneAttemptWorkflow>()
            .AddActivity([Activity("Work")] async () =>
            {
                Interlocked.Increment(ref attempts);
                started.TrySetResult();
                ActivityExecutionContext.Current.Heartbeat(1);
                await release.Task;
                return "done";
            }));

        var result = await worker.ExecuteAsync(async () =>
        {
            var handle = await service.Client.StartWorkflowAsync((OneAttemptWorkflow wf) => wf.RunAsync(), new(queue, queue));
            await started.Task;
            await service.RestartAsync(() =>
            {
                release.SetResult();
                return Task.CompletedTask;
            });
            return await handle.GetResultAsync();
        }).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("done", result);
        Assert.Equal(1, attempts);
    }

    [Workflow]
    internal sealed class OneAttemptWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync() => await Workflow.ExecuteActivityAsync<string>("Work", [], new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(5),
            HeartbeatTimeout = TimeSpan.FromSeconds(30),
        });
    }
}
