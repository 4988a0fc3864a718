using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class StackTraceTests(LiveService service) : IClassFixture<LiveService>
{
    private readonly string queue = Guid.NewGuid().ToString();

    [Theory]
    [InlineData(WorkflowStackTrace.Normal)]
    [InlineData(WorkflowStackTrace.WithoutFileInfo)]
    public async Task StackTrace_OfAWaitingWorkflow_NamesWhereItWaits(WorkflowStackTrace form)
    {
        var stacks = await QueryAsync(form);

        Assert.Contains("WaitForAnswerAsync", stacks, StringComparison.Ordinal);
        Assert.Contains("SleepForeverAsync", stacks, StringComparison.Ordinal);
        Assert.DoesNotContain("SleepBrieflyAsync", stacks, StringComparison.Ordinal);
        Assert.DoesNotContain("Temporalio.Worker.", stacks, StringComparison.Ordinal);
        Assert.Equal(form == WorkflowStackTrace.Normal, stacks.Contains("StackTraceTests.cs:line", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StackTrace_NotEnabled_IsRefused() =>
        await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => QueryAsync(WorkflowStackTrace.None));

    private async Task<string> QueryAsync(WorkflowStackTrace form)
    {
        using var worker = service.Worker(queue, options =>
        {
            options.AddWorkflow<WaitingWorkflow>();
            options.WorkflowStackTrace = form;
        });
        return await worker.ExecuteAsync(async () =>
        {
            var handle = await service.Client.StartWorkflowAsync(
                (WaitingWorkflow workflow) => workflow.RunAsync(), new(id: queue, taskQueue: queue));
            await handle.ExecuteUpdateAsync(workflow => workflow.UntilWaitingAsync());
            var stacks = await handle.QueryAsync<string>("__stack_trace", []);
            await handle.TerminateAsync();
            return stacks;
        }).WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Workflow]
    public sealed class WaitingWorkflow
    {
        private bool waiting;

        [WorkflowRun]
        public async Task RunAsync()
        {
            await SleepBrieflyAsync();
            waiting = true;
            await Workflow.WhenAllAsync(WaitForAnswerAsync(), SleepForeverAsync());
        }

        [WorkflowUpdate]
        public Task UntilWaitingAsync() => Workflow.WaitConditionAsync(() => waiting);

        private static Task SleepBrieflyAsync() => Workflow.DelayAsync(1);

        private static async Task WaitForAnswerAsync() => await Workflow.WaitConditionAsync(() => false);

        private static async Task SleepForeverAsync() => await Workflow.DelayAsync(Timeout.InfiniteTimeSpan);
    }
}
