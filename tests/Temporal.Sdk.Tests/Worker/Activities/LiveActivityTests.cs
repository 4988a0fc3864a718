using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker.Activities;

/// <summary>Activities against a service that retries, times out and cancels them.</summary>
public sealed class LiveActivityTests(LiveService service) : IClassFixture<LiveService>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string queue = Guid.NewGuid().ToString();

    [Fact]
    public async Task Retry_AfterAFailure_SeesTheLastHeartbeat()
    {
        var result = await RunAsync(async () =>
        {
            var context = ActivityExecutionContext.Current;
            if (context.Info.Attempt > 1)
                return $"{context.Info.Attempt}: {await context.Info.HeartbeatDetailAtAsync<int>(0)}";
            for (var i = 1; i <= 50; i++)
                context.Heartbeat(i);
            throw new InvalidOperationException("first attempt");
        });

        Assert.Equal("2: 50", result);
    }

    [Fact]
    public async Task Failure_ThatIsNotRetryable_ReachesTheCaller()
    {
        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => RunAsync(() =>
            throw new ApplicationFailureException("bad", errorType: "Kind", nonRetryable: true, details: [7])));

        var activity = Assert.IsType<ActivityFailureException>(error.InnerException);
        var cause = Assert.IsType<ApplicationFailureException>(activity.InnerException);
        Assert.Equal(("bad", "Kind", 7), (cause.Message, cause.ErrorType, cause.Details.ElementAt<int>(0)));
    }

    [Fact]
    public async Task Cancel_OfTheWorkflow_ReachesTheActivityByItsHeartbeat()
    {
        var started = new TaskCompletionSource();
        var reason = new TaskCompletionSource<ActivityCancelReason>();
        using var worker = NewWorker(async () =>
        {
            var context = ActivityExecutionContext.Current;
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            try
            {
                do
                {
                    context.Heartbeat();
                    started.TrySetResult();
                }
                while (await beat.WaitForNextTickAsync(context.CancellationToken));
            }
            finally
            {
                reason.TrySetResult(context.CancelReason);
            }
            return string.Empty;
        });

        await worker.ExecuteAsync(async () =>
        {
            var handle = await StartAsync();
            await started.Task;
            await handle.CancelAsync();
            var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.IsType<CanceledFailureException>(error.InnerException);
        }).WaitAsync(Patience);

        Assert.Equal(ActivityCancelReason.CancelRequested, await reason.Task);
    }

    [Fact]
    public async Task Activity_CompletedByItsToken_GivesThatResult()
    {
        var token = new TaskCompletionSource<byte[]>();
        using var worker = NewWorker(() =>
        {
            token.TrySetResult(ActivityExecutionContext.Current.Info.TaskToken);
            throw new CompleteAsyncException();
        });

        var result = await worker.ExecuteAsync(async () =>
        {
            var handle = await StartAsync();
            await service.Client.GetAsyncActivityHandle(await token.Task).CompleteAsync("later");
            return await handle.GetResultAsync();
        }).WaitAsync(Patience);

        Assert.Equal("later", result);
    }

    [Fact]
    public async Task Shutdown_OfOneWorker_LetsAnotherGoOn()
    {
        var started = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        using var first = NewWorker(async () =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, ActivityExecutionContext.Current.CancellationToken);
            return "first";
        });
        using var second = NewWorker(() => Task.FromResult("second"));
        var running = first.ExecuteAsync(stop.Token);
        var handle = await StartAsync();
        await started.Task.WaitAsync(Patience);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal("second", await second.ExecuteAsync(() => handle.GetResultAsync()).WaitAsync(Patience));
    }

    private async Task<string> RunAsync(Func<Task<string>> activity)
    {
        using var worker = NewWorker(activity);
        return await worker.ExecuteAsync(async () => await (await StartAsync()).GetResultAsync()).WaitAsync(Patience);
    }

    private Task<WorkflowHandle<OneActivityWorkflow, string>> StartAsync() =>
        service.Client.StartWorkflowAsync((OneActivityWorkflow wf) => wf.RunAsync(), new(queue, queue));

    private TemporalWorker NewWorker(Func<Task<string>> activity) => service.Worker(queue, options => options
        .AddWorkflow<OneActivityWorkflow>()
        .AddActivity(ActivityDefinition.Create("Work", typeof(Task<string>), [], 0, _ => activity())));

    [Workflow]
    internal sealed class OneActivityWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync() => await Workflow.ExecuteActivityAsync<string>("Work", [], new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(5),
            HeartbeatTimeout = TimeSpan.FromSeconds(1),
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) },
            CancellationType = ActivityCancellationType.WaitCancellationCompleted,
        });
    }
}
