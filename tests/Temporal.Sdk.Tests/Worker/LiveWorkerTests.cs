using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class LiveWorkerTests(LiveService service) : IClassFixture<LiveService>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Workflow_WithActivityTimerSignalAndQuery_Completes()
    {
        var queue = Guid.NewGuid().ToString();
        using var worker = NewWorker(queue);

        var result = await worker.ExecuteAsync(async () =>
        {
            var handle = await service.Client.StartWorkflowAsync(
                (OrderWorkflow workflow) => workflow.RunAsync("tea"), new(id: $"order-{queue}", taskQueue: queue));
            await handle.SignalAsync(workflow => workflow.ApproveAsync("ann"));
            var order = await handle.GetResultAsync();
            Assert.Equal("closed", await handle.QueryAsync(workflow => workflow.State));
            return order;
        }).WaitAsync(Patience);

        Assert.Equal("TEA approved by ann", result);
    }

    [Fact]
    public async Task Workflow_WithoutCache_ReplaysForEveryTask()
    {
        var queue = Guid.NewGuid().ToString();
        using var worker = NewWorker(queue, options => options.MaxCachedWorkflows = 0);

        await worker.ExecuteAsync(async () =>
        {
            var handle = await service.Client.StartWorkflowAsync(
                (OrderWorkflow workflow) => workflow.RunAsync("tea"), new(id: $"order-{queue}", taskQueue: queue));
            Assert.Equal("waiting", await handle.QueryAsync(workflow => workflow.State));
            await handle.SignalAsync(workflow => workflow.ApproveAsync("bob"));
            Assert.Equal("TEA approved by bob", await handle.GetResultAsync());
        }).WaitAsync(Patience);
    }

    [Fact]
    public async Task Workflow_FanOutOverChildren_CollectsAllResults()
    {
        var queue = Guid.NewGuid().ToString();
        using var worker = NewWorker(queue);

        var total = await worker.ExecuteAsync(() => service.Client.ExecuteWorkflowAsync(
            (FanOutWorkflow workflow) => workflow.RunAsync(20), new(id: $"fan-{queue}", taskQueue: queue)))
            .WaitAsync(Patience);

        Assert.Equal(210, total);
    }

    [Fact]
    public async Task Workflow_ThatContinuesAsNew_EndsInItsLastRun()
    {
        var queue = Guid.NewGuid().ToString();
        using var worker = NewWorker(queue);

        var runs = await worker.ExecuteAsync(() => service.Client.ExecuteWorkflowAsync(
            (CountdownWorkflow workflow) => workflow.RunAsync(3, 0), new(id: $"count-{queue}", taskQueue: queue)))
            .WaitAsync(Patience);

        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task Workflow_Cancelled_RunsItsCleanup()
    {
        var queue = Guid.NewGuid().ToString();
        using var worker = NewWorker(queue);

        await worker.ExecuteAsync(async () =>
        {
            var handle = await service.Client.StartWorkflowAsync(
                (OrderWorkflow workflow) => workflow.RunAsync("tea"), new(id: $"order-{queue}", taskQueue: queue));
            await handle.CancelAsync();
            var e = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.IsType<CanceledFailureException>(e.InnerException);
        }).WaitAsync(Patience);
    }

    [Fact]
    public async Task History_OfAFinishedRun_ReplaysWithoutFailure()
    {
        var queue = Guid.NewGuid().ToString();
        using var worker = NewWorker(queue);
        var history = await worker.ExecuteAsync(async () =>
        {
            var handle = await service.Client.StartWorkflowAsync(
                (FanOutWorkflow workflow) => workflow.RunAsync(5), new(id: $"fan-{queue}", taskQueue: queue));
            await handle.GetResultAsync();
            return await handle.FetchHistoryAsync();
        }).WaitAsync(Patience);
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<FanOutWorkflow>());

        var result = await replayer.ReplayWorkflowAsync(history);

        Assert.Null(result.ReplayFailure);
    }

    [Fact]
    public async Task Worker_StoppedByItsToken_ThrowsCancelled()
    {
        using var worker = NewWorker(Guid.NewGuid().ToString());
        using var stop = new CancellationTokenSource();
        var running = worker.ExecuteAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
    }

    [Fact]
    public async Task Workflow_WhoseWorkerStops_GoesOnAtTheNextWorker()
    {
        var queue = Guid.NewGuid().ToString();
        WorkflowHandle<OrderWorkflow, string> handle;
        using (var first = NewWorker(queue))
        {
            handle = await first.ExecuteAsync(async () =>
            {
                var started = await service.Client.StartWorkflowAsync(
                    (OrderWorkflow workflow) => workflow.RunAsync("tea"), new(id: $"order-{queue}", taskQueue: queue));
                Assert.Equal("waiting", await started.QueryAsync(workflow => workflow.State));
                return started;
            }).WaitAsync(Patience);
        }
        await handle.SignalAsync(workflow => workflow.ApproveAsync("cy"));
        using var second = NewWorker(queue);

        Assert.Equal("TEA approved by cy", await second.ExecuteAsync(() => handle.GetResultAsync()).WaitAsync(Patience));
    }

    [Fact]
    public async Task Worker_OfAnUnknownNamespace_RefusesToStart()
    {
        var client = await TemporalClient.ConnectAsync(
            new(service.Client.Connection.Options.TargetHost!) { Namespace = "nowhere" });
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("queue").AddWorkflow<OrderWorkflow>());

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => worker.ExecuteAsync(CancellationToken.None));

        Assert.Contains("nowhere", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_StartedTwice_IsRefused()
    {
        using var worker = NewWorker(Guid.NewGuid().ToString());
        await worker.ExecuteAsync(() => Task.CompletedTask).WaitAsync(Patience);

        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.ExecuteAsync(CancellationToken.None));
    }

    [Fact]
    public void Worker_WithoutTaskQueueOrWork_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new TemporalWorker(service.Client, new("queue")));
        Assert.Throws<ArgumentException>(
            () => new TemporalWorker(service.Client, new TemporalWorkerOptions().AddWorkflow<OrderWorkflow>()));
        var lazy = TemporalClient.CreateLazy(new("127.0.0.1:1"));
        Assert.Throws<InvalidOperationException>(
            () => new TemporalWorker(lazy, new TemporalWorkerOptions("queue").AddWorkflow<OrderWorkflow>()));
    }

    private TemporalWorker NewWorker(string queue, Action<TemporalWorkerOptions>? more = null) =>
        service.Worker(queue, options =>
        {
            options.AddWorkflow<OrderWorkflow>().AddWorkflow<FanOutWorkflow>().AddWorkflow<DoubleWorkflow>()
                .AddWorkflow<CountdownWorkflow>().AddActivity(Shop.Upper);
            more?.Invoke(options);
        });

    public static class Shop
    {
        [Activity]
        public static string Upper(string text) => text.ToUpperInvariant();
    }

    [Workflow]
    public sealed class OrderWorkflow
    {
        private string? approver;

        [WorkflowQuery]
        public string State { get; private set; } = "waiting";

        [WorkflowRun]
        public async Task<string> RunAsync(string item)
        {
            await Workflow.WaitConditionAsync(() => approver != null);
            await Workflow.DelayAsync(10);
            var name = await Workflow.ExecuteActivityAsync(
                () => Shop.Upper(item), new() { StartToCloseTimeout = TimeSpan.FromSeconds(30) });
            State = "closed";
            return $"{name} approved by {approver}";
        }

        [WorkflowSignal]
        public Task ApproveAsync(string by)
        {
            approver = by;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class FanOutWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync(int count)
        {
            var children = Enumerable.Range(1, count).Select(i => Workflow.ExecuteChildWorkflowAsync(
                (DoubleWorkflow child) => child.RunAsync(i), new() { Id = $"{Workflow.Info.WorkflowId}/{i}" }));
            return (await Workflow.WhenAllAsync(children)).Sum() / 2;
        }
    }

    [Workflow]
    public sealed class DoubleWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync(int value) => Task.FromResult(value * 2);
    }

    [Workflow]
    public sealed class CountdownWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync(int left, int runs) => left == 0
            ? Task.FromResult(runs)
            : throw Workflow.CreateContinueAsNewException(
                (CountdownWorkflow workflow) => workflow.RunAsync(left - 1, runs + 1));
    }
}
