using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporal.Interop.Pairs;

/// <summary>One side is the official TypeScript SDK, the other is the SDK of this repository.</summary>
public sealed class PairTests(PairService service) : IClassFixture<PairService>
{
    private readonly string queue = Guid.NewGuid().ToString();

    [SkippableFact]
    public async Task TypeScriptClient_WithOurWorker_SpeaksTheSamePayloadsAndFailures()
    {
        Skip.If(service.Missing is not null, service.Missing);
        using var worker = new TemporalWorker(
            service.Client, new TemporalWorkerOptions(queue).AddWorkflow<OrderWorkflow>().AddActivity(OrderActivities.Price));

        var result = await worker.ExecuteAsync(() => service.RunAsync("pairs/client.js", queue));

        Assert.True(result.ExitCode == 0, result.Errors);
    }

    [SkippableFact]
    public async Task OurClient_WithTypeScriptWorker_SpeaksTheSamePayloadsAndFailures()
    {
        Skip.If(service.Missing is not null, service.Missing);
        var finished = new TaskCompletionSource();
        var worker = service.RunAsync("pairs/worker.js", queue, finished.Task);
        try
        {
            await AssertSignalsAndQueriesAsync();
            await AssertUpdatesAsync();
            await AssertFailuresAsync();
            await AssertLocalActivitiesAsync();
        }
        finally
        {
            finished.SetResult();
        }

        var result = await worker;
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    private async Task AssertSignalsAndQueriesAsync()
    {
        var handle = await StartAsync("counter");
        await handle.SignalAsync("add", [4]);
        Assert.Equal(4, await handle.QueryAsync<int>("total", []));
        await handle.SignalAsync("finish", []);
        Assert.Equal(4, await handle.GetResultAsync<int>());

        var file = Path.Combine(service.Folder, "counter.json");
        await File.WriteAllTextAsync(file, (await handle.FetchHistoryAsync()).ToJson());
        var replay = await Node.RunAsync("node", ["pairs/replay.js", file], []);
        Assert.True(replay.ExitCode == 0, replay.Errors);
    }

    private async Task AssertUpdatesAsync()
    {
        var handle = await StartAsync("account");
        Assert.Equal(5, await handle.ExecuteUpdateAsync<int>("deposit", [5]));
        var rejected = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync<int>("deposit", [-1]));
        Assert.Equal("NotPositive", Assert.IsType<ApplicationFailureException>(rejected.InnerException).ErrorType);
        await handle.SignalAsync("close", []);
        Assert.Equal(5, await handle.GetResultAsync<int>());
    }

    private async Task AssertFailuresAsync()
    {
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(async () => await (await StartAsync("failOutright")).GetResultAsync());
        var failure = Assert.IsType<ApplicationFailureException>(failed.InnerException);
        Assert.Equal(("the workflow gives up", "GaveUp", true), (failure.Message, failure.ErrorType, failure.NonRetryable));

        var handle = await StartAsync("cleansUp");
        await handle.CancelAsync();
        var cancelled = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        Assert.IsType<CanceledFailureException>(cancelled.InnerException);
    }

    /// <summary>Our SDK replays what the official worker recorded.</summary>
    private async Task AssertLocalActivitiesAsync()
    {
        var slow = await StartAsync("outlivesItsTask", 9000);
        var locals = await StartAsync("localsAndTimers");
        var retried = await StartAsync("backsOffOnTimer");
        await slow.SignalAsync("add", []);
        Assert.Equal(["Hello a", "Hello c"], await locals.GetResultAsync<string[]>());
        Assert.Equal(2, await retried.GetResultAsync<int>());
        Assert.Equal(["Hello local", "slow"], await slow.GetResultAsync<string[]>());

        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions()
            .AddWorkflow<LocalsAndTimersWorkflow>()
            .AddWorkflow<BacksOffOnTimerWorkflow>()
            .AddWorkflow<OutlivesItsTaskWorkflow>());
        foreach (var handle in new[] { slow, locals, retried })
            await replayer.ReplayWorkflowAsync(await handle.FetchHistoryAsync());
    }

    private Task<WorkflowHandle> StartAsync(string type, params object?[] arguments) =>
        service.Client.StartWorkflowAsync(type, arguments, new(id: $"{type}-{Guid.NewGuid()}", taskQueue: queue));
}
