using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Tests.Fakes;
using Temporalio.Worker;
using Temporalio.Worker.Activities;

namespace Temporalio.Tests.Worker.Activities;

public sealed class ActivityWorkerTests : IAsyncLifetime, IDisposable
{
    private readonly FakeServer server = new();
    private readonly ActivityQueue queue;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> workers = [];

    public ActivityWorkerTests() => queue = new(server);

    public Task InitializeAsync() => server.StartAsync();

    public async Task DisposeAsync()
    {
        release.TrySetResult();
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        await server.DisposeAsync();
    }

    public void Dispose() => stop.Dispose();

    [Fact]
    public async Task Activity_ThatReturns_IsCompletedWithItsResult()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Join")] (string a, int b) => a + b));
        queue.Send("Join", "x", 5);

        var answer = await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();

        Assert.Equal("x5", Value<string>(answer.Result.Payloads_.Single()));
        Assert.Equal("tester", answer.Identity);
    }

    [Fact]
    public async Task Activity_WithoutResult_IsCompletedWithNull()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Nothing")] async () => await Task.Yield()));
        queue.Send("Nothing");

        var answer = await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();

        Assert.Equal("binary/null", answer.Result.Payloads_.Single().Metadata["encoding"].ToStringUtf8());
    }

    [Fact]
    public async Task Activity_SeesItsInfoAndLastHeartbeat()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Look")] async () =>
        {
            var info = ActivityExecutionContext.Current.Info;
            return $"{info.WorkflowId} {info.Attempt} {await info.HeartbeatDetailAtAsync<int>(0)} {info.HeartbeatTimeout}";
        }));
        var task = queue.Add("Look");
        task.HeartbeatDetails = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(42) } };
        queue.Send(task);

        var answer = await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();

        Assert.Equal("w 1 42 00:01:00", Value<string>(answer.Result.Payloads_.Single()));
    }

    [Fact]
    public async Task Activity_ThatThrows_FailsWithTypeAndMessage()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Fail")] void () =>
            throw new InvalidOperationException("bad")));
        queue.Send("Fail");

        var failure = (await queue.AnswerAsync<RespondActivityTaskFailedRequest>()).Failure;

        Assert.Equal("bad", failure.Message);
        Assert.Equal(nameof(InvalidOperationException), failure.ApplicationFailureInfo.Type);
        Assert.NotEmpty(failure.StackTrace);
    }

    [Fact]
    public async Task Activity_ThatIsNotRegistered_FailsRetryably()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Known")] () => 1));
        queue.Send("Unknown");

        var failure = (await queue.AnswerAsync<RespondActivityTaskFailedRequest>()).Failure;

        Assert.Equal("NotFoundError", failure.ApplicationFailureInfo.Type);
        Assert.False(failure.ApplicationFailureInfo.NonRetryable);
    }

    [Fact]
    public async Task DynamicActivity_TakesWhatNobodyElseDoes()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity(Dynamic = true)] (IRawValue[] args) =>
            ActivityExecutionContext.Current.Info.ActivityType + args.Length));
        queue.Send("Whatever", 1, 2);

        var answer = await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();

        Assert.Equal("Whatever2", Value<string>(answer.Result.Payloads_.Single()));
    }

    [Fact]
    public async Task Cancel_LearnedByHeartbeat_IsReportedAsCanceled()
    {
        queue.OnHeartbeat = _ => new() { CancelRequested = true };
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Wait")] () => WaitAsync(heartbeat: true)));
        queue.Send("Wait");

        await queue.AnswerAsync<RespondActivityTaskCanceledRequest>();
    }

    [Fact]
    public async Task Attempt_GoneFromTheServer_EndsWithoutAnAnswer()
    {
        queue.OnHeartbeat = _ => throw ActivityQueue.Gone;
        var reason = new TaskCompletionSource<ActivityCancelReason>();
        await RunAsync(new TemporalWorkerOptions("q") { MaxConcurrentActivities = 1 }
            .AddActivity([Activity("Next")] () => 1)
            .AddActivity([Activity("Wait")] async () =>
            {
                try
                {
                    await WaitAsync(heartbeat: true);
                }
                finally
                {
                    reason.TrySetResult(ActivityExecutionContext.Current.CancelReason);
                }
            }));
        queue.Send("Wait");
        queue.Send("Next");

        // The only slot is free again, and the first answer is the second task's.
        await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();
        Assert.Equal(ActivityCancelReason.GoneFromServer, await reason.Task);
    }

    [Fact]
    public async Task Heartbeat_BeforeAFailure_IsFlushed()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Fail")] () =>
        {
            for (var i = 1; i <= 100; i++)
                ActivityExecutionContext.Current.Heartbeat(i);
            throw new InvalidOperationException("bad");
        }));
        queue.Send("Fail");

        await queue.AnswerAsync<RespondActivityTaskFailedRequest>();

        var sent = server.Requests<RecordActivityTaskHeartbeatRequest>();
        Assert.InRange(sent.Count, 1, 2);
        Assert.Equal(100, Value<int>(sent[^1].Details.Payloads_.Single()));
    }

    [Fact]
    public async Task Heartbeat_ThatCannotBeConverted_FailsTheActivity()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Wait")] async () =>
        {
            ActivityExecutionContext.Current.Heartbeat((Action)(() => { }));
            await WaitAsync(heartbeat: false);
        }));
        queue.Send("Wait");

        var failure = (await queue.AnswerAsync<RespondActivityTaskFailedRequest>()).Failure;

        Assert.Equal(nameof(NotSupportedException), failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task Activity_CompletedElsewhere_IsNotAnswered()
    {
        await RunAsync(new TemporalWorkerOptions("q") { MaxConcurrentActivities = 1 }
            .AddActivity([Activity("Next")] () => 1)
            .AddActivity([Activity("Async")] void () => throw new CompleteAsyncException()));
        queue.Send("Async");
        queue.Send("Next");

        var answer = await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();

        Assert.Equal("token-2", answer.TaskToken.ToStringUtf8());
    }

    [Fact]
    public async Task Shutdown_AfterTheGracePeriod_CancelsAndFailsTheActivity()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Wait")] () => WaitAsync(heartbeat: false)));
        queue.Send("Wait");
        await started.Task;

        await stop.CancelAsync();

        var failure = (await queue.AnswerAsync<RespondActivityTaskFailedRequest>()).Failure;
        Assert.Equal("WorkerShutdown", failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task Shutdown_WithinTheGracePeriod_LetsTheActivityEnd()
    {
        await RunAsync(new TemporalWorkerOptions("q") { GracefulShutdownTimeout = TimeSpan.FromMinutes(5) }
            .AddActivity([Activity("Checkpoint")] async () =>
            {
                started.SetResult();
                var context = ActivityExecutionContext.Current;
                await Task.Delay(Timeout.Infinite, context.WorkerShutdownToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return context.CancellationToken.IsCancellationRequested;
            }));
        queue.Send("Checkpoint");
        await started.Task;

        await stop.CancelAsync();

        var answer = await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();
        Assert.False(Value<bool>(answer.Result.Payloads_.Single()));
    }

    [Fact]
    public async Task Slots_BoundWhatRunsAtOnce()
    {
        var now = 0;
        var most = 0;
        await RunAsync(new TemporalWorkerOptions("q") { MaxConcurrentActivities = 3 }.AddActivity([Activity("Count")] async () =>
        {
            var current = Interlocked.Increment(ref now);
            InterlockedMax(ref most, current);
            if (current == 3)
                release.TrySetResult();
            await release.Task;
            Interlocked.Decrement(ref now);
        }));
        for (var i = 0; i < 20; i++)
            queue.Send("Count");

        for (var i = 0; i < 20; i++)
            await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Server_ThatGoesAwayAndComesBack_IsPolledAgain()
    {
        await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("One")] () => 1));
        queue.Send("One");
        await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();

        await server.StopAsync();
        await server.StartAsync();
        queue.Send("One");

        await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();
    }

    private static T Value<T>(Api.Common.V1.Payload payload) => DataConverter.Default.PayloadConverter.ToValue<T>(payload);

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
            Interlocked.CompareExchange(ref target, value, seen);
    }

    [Fact]
    public async Task Room_IsAsLargeAsTheOptionsSay()
    {
        using var worker = new ActivityWorker(await server.ConnectAsync(), new("q") { MaxConcurrentActivities = 2 });

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => worker.TryReserve()));
        worker.Release();
        Assert.True(worker.TryReserve());
    }

    [Fact]
    public async Task Activity_InAReservedRoom_RunsEvenIfTheWorkerIsStopping()
    {
        var worker = await RunAsync(new TemporalWorkerOptions("q").AddActivity([Activity("Known")] () => 1));
        Assert.True(worker.TryReserve());
        await stop.CancelAsync();
        while (worker.TryReserve())
        {
            worker.Release();
            await Task.Yield();
        }

        Assert.False(workers.Single().IsCompleted);
        ((IEagerActivities)worker).Start(queue.Add("Known"));

        await queue.AnswerAsync<RespondActivityTaskCompletedRequest>();
        await workers.Single();
    }

    private async Task<ActivityWorker> RunAsync(TemporalWorkerOptions options)
    {
        var client = await server.ConnectAsync();
        var worker = new ActivityWorker(client, options);
        workers.Add(worker.ExecuteAsync(stop.Token).ContinueWith(_ => worker.Dispose(), TaskScheduler.Default));
        return worker;
    }

    private async Task WaitAsync(bool heartbeat)
    {
        started.TrySetResult();
        var context = ActivityExecutionContext.Current;
        if (heartbeat)
            context.Heartbeat();
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }
}
