using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Temporal.Testing.Tests;

public sealed class TimeSkippingTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly SlowActivities activities = new();
    private readonly string queue = Guid.NewGuid().ToString();
    private WorkflowEnvironment environment = null!;

    public async Task InitializeAsync() => environment = await WorkflowEnvironment.StartTimeSkippingAsync();

    public async Task DisposeAsync() => await environment.DisposeAsync();

    [Fact]
    public async Task Result_AfterTimers_IsThereAtOnceAndTimeHasPassed()
    {
        var before = await environment.GetCurrentTimeAsync();

        var days = await RunAsync(() => environment.Client.ExecuteWorkflowAsync(
            (SleepWorkflow workflow) => workflow.RunAsync(new[] { TimeSpan.FromDays(100), TimeSpan.FromDays(200) }), Options()));

        Assert.True(environment.SupportsTimeSkipping);
        Assert.InRange(days, 300, 301);
        Assert.InRange(((await environment.GetCurrentTimeAsync()) - before).TotalDays, 300, 301);
    }

    [Fact]
    public async Task Timers_OfSeveralWorkflows_FireInTheirOrder() => Assert.Equal(
        "1, 2, 3",
        await RunAsync(() => environment.Client.ExecuteWorkflowAsync(
            (FamilyWorkflow workflow) => workflow.RunAsync(), Options())));

    [Fact]
    public async Task Results_AwaitedSideBySide_AreAllSkippedTo() => await RunAsync(async () =>
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 5).Select(days => environment.Client.ExecuteWorkflowAsync(
            (SleepWorkflow workflow) => workflow.RunAsync(new[] { TimeSpan.FromDays(days) }),
            new(id: $"{queue}-{days}", taskQueue: queue))));
        Assert.Equal(5, results.Length);
        return results;
    });

    [Fact]
    public async Task Activity_AtWork_HoldsTheTime() => Assert.Equal("activity", await RunAsync(async () =>
    {
        var handle = await environment.Client.StartWorkflowAsync((RaceWorkflow workflow) => workflow.RunAsync(), Options());
        var result = handle.GetResultAsync();
        await activities.Started;
        activities.Release();
        return await result;
    }));

    [Fact]
    public async Task Activity_BetweenAttempts_DoesNotHoldTheTime() => Assert.Equal(
        3, await RunAsync(() => environment.Client.ExecuteWorkflowAsync((RetryWorkflow workflow) => workflow.RunAsync(), Options())));

    [Fact]
    public async Task Delay_OfTheEnvironment_FiresTimersUpToThen() => Assert.Equal("first day, later", await RunAsync(async () =>
    {
        var handle = await environment.Client.StartWorkflowAsync((NotesWorkflow workflow) => workflow.RunAsync(), Options());
        Assert.Equal(0, await handle.QueryAsync(workflow => workflow.Count));
        await environment.DelayAsync(TimeSpan.FromHours(30));
        Assert.Equal(1, await handle.QueryAsync(workflow => workflow.Count));
        await handle.SignalAsync(workflow => workflow.NoteAsync("later"));
        return await handle.GetResultAsync();
    }));

    [Fact]
    public async Task Result_WithSkippingDisabled_WaitsForItsTime() => await RunAsync(async () =>
    {
        var handle = await environment.Client.StartWorkflowAsync((NotesWorkflow workflow) => workflow.RunAsync(), Options());
        var result = await environment.WithAutoTimeSkippingDisabledAsync(() =>
        {
            var waiting = handle.GetResultAsync();
            Assert.False(waiting.IsCompleted);
            return Task.FromResult(waiting);
        });
        Assert.Equal(0, await handle.QueryAsync(workflow => workflow.Count));
        await environment.DelayAsync(TimeSpan.FromDays(3));
        return await result;
    });

    private async Task<T> RunAsync<T>(Func<Task<T>> test)
    {
        using var worker = new TemporalWorker(
            environment.Client,
            new TemporalWorkerOptions(queue)
                .AddAllActivities(activities)
                .AddWorkflow<SleepWorkflow>()
                .AddWorkflow<FamilyWorkflow>()
                .AddWorkflow<RaceWorkflow>()
                .AddWorkflow<RetryWorkflow>()
                .AddWorkflow<NotesWorkflow>());
        return await worker.ExecuteAsync(test).WaitAsync(Patience);
    }

    private WorkflowOptions Options() => new(id: queue, taskQueue: queue);
}
