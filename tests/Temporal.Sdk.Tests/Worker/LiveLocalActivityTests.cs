using System.Text.Json;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Converters;
using Temporalio.Worker;
using Temporalio.Workflows;
using static Temporalio.Tests.Worker.LocalActivityWorkflows;

namespace Temporalio.Tests.Worker;

/// <summary>Each history that the service recorded is replayed, too.</summary>
public sealed class LiveLocalActivityTests(LiveService service) : IClassFixture<LiveService>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string queue = Guid.NewGuid().ToString();

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task LocalActivity_Called_LeavesOneMarkerAndNoTask(int cached)
    {
        using var worker = Worker(options => options.MaxCachedWorkflows = cached);

        var events = await RunAsync(worker, nameof(CallsWorkflow), "Hello a, Hello b, Hello c", "abc");

        Assert.Equal(3, events.Count(e => e.EventType == EventType.MarkerRecorded));
        Assert.DoesNotContain(events, e => e.EventType == EventType.ActivityTaskScheduled);
        var marker = events.First(e => e.EventType == EventType.MarkerRecorded).MarkerRecordedEventAttributes;
        Assert.Equal("core_local_activity", marker.MarkerName);
        var data = JsonDocument.Parse(marker.Details["data"].Payloads_[0].Data.Memory).RootElement;
        Assert.Equal(
            ["seq", "attempt", "activity_id", "activity_type", "complete_time", "backoff", "original_schedule_time"],
            data.EnumerateObject().Select(property => property.Name));
        Assert.True(data.GetProperty("complete_time").GetProperty("seconds").GetInt64() > 0);
        Assert.Equal("\"Hello a\"", marker.Details["result"].Payloads_[0].Data.ToStringUtf8());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task LocalActivity_LongerThanItsTask_KeepsTheTaskAlive(int cached)
    {
        var activities = new LocalActivityWorkflows.Activities();
        using var worker = Worker(options => options.MaxCachedWorkflows = cached, activities);

        await worker.ExecuteAsync(async () =>
        {
            var handle = await StartAsync(TimeSpan.FromSeconds(5), nameof(SlowWorkflow), queue);
            await activities.StartedAsync(queue);
            await UntilAsync(handle, events => events.Count(e => e.EventType == EventType.WorkflowTaskCompleted) > 1);
            await handle.SignalAsync("Note", ["signal"]);
            await UntilAsync(handle, events => events.Any(e => e.EventType == EventType.WorkflowExecutionSignaled));
            activities.Release(queue);
            Assert.Equal("signal, slow, Hello again", await handle.GetResultAsync<string>());
            // A task is only given up, and its activity begun again, where the machine stood still for a fifth of its time.
            Assert.Equal(1 + (await ReplayAsync(handle)).Count(e => e.EventType == EventType.WorkflowTaskTimedOut), activities.Starts(queue));
        }).WaitAsync(Patience);
    }

    [Fact]
    public async Task LocalActivity_ThatFails_IsTriedAgainByTheWorker()
    {
        using var worker = Worker();

        var events = await RunAsync(worker, nameof(RetryWorkflow), "3", 3, null);

        var marker = Assert.Single(events, e => e.EventType == EventType.MarkerRecorded).MarkerRecordedEventAttributes;
        Assert.Contains("\"attempt\":3", marker.Details["data"].Payloads_[0].Data.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalActivity_RetryBeyondTheThreshold_WaitsByTimer()
    {
        using var worker = Worker();

        var events = await RunAsync(worker, nameof(RetryWorkflow), "3", 3, TimeSpan.FromMilliseconds(1));

        Assert.Equal(3, events.Count(e => e.EventType == EventType.MarkerRecorded));
        Assert.Equal(2, events.Count(e => e.EventType == EventType.TimerFired));
    }

    [Fact]
    public async Task LocalActivity_RefusedForGood_FailsWithWhatItThrew()
    {
        using var worker = Worker();

        var failure = await FailAsync(worker, nameof(RefusedWorkflow));

        Assert.Equal("Refused", Assert.IsType<ApplicationFailureException>(failure.InnerException).ErrorType);
    }

    [Fact]
    public async Task LocalActivity_PastItsTimeLimit_FailsAsTimedOut()
    {
        using var worker = Worker();

        var failure = await FailAsync(worker, nameof(TimeoutWorkflow));

        var activity = Assert.IsType<ActivityFailureException>(failure.InnerException);
        Assert.Equal(TimeoutType.StartToClose, Assert.IsType<TimeoutFailureException>(activity.InnerException).TimeoutType);
    }

    [Theory]
    [InlineData(ActivityCancellationType.TryCancel)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted)]
    [InlineData(ActivityCancellationType.Abandon)]
    public async Task LocalActivity_Cancelled_FailsAsCancelled(ActivityCancellationType type)
    {
        var activities = new LocalActivityWorkflows.Activities();
        using var worker = Worker(activities: activities);

        var events = await RunAsync(worker, nameof(CancelWorkflow), "cancelled", queue, type);

        var marker = Assert.Single(events, e => e.EventType == EventType.MarkerRecorded).MarkerRecordedEventAttributes;
        Assert.NotNull(marker.Failure.CanceledFailureInfo);
        activities.Release(queue);
    }

    [Fact]
    public async Task LocalActivities_SideBySide_EndInTheOrderOfTheirMarkers()
    {
        var activities = new LocalActivityWorkflows.Activities();
        using var worker = Worker(activities: activities);

        await RunAsync(worker, nameof(OrderWorkflow), "b, a, c", queue);
    }

    [Fact]
    public async Task LocalActivity_NotRegistered_FailsTheTask()
    {
        using var worker = Worker();

        await worker.ExecuteAsync(async () =>
        {
            var handle = await StartAsync(nameof(UnknownWorkflow));
            await UntilAsync(handle, events => events.Any(e =>
                e.WorkflowTaskFailedEventAttributes?.Failure.Message.Contains("not registered", StringComparison.Ordinal) == true));
        }).WaitAsync(Patience);
    }

    [Fact]
    public async Task LocalActivity_OfAWorkerThatStops_IsRunByTheNext()
    {
        var activities = new LocalActivityWorkflows.Activities();
        WorkflowHandle handle = null!;
        using (var first = Worker(activities: activities))
        {
            await first.ExecuteAsync(async () =>
            {
                handle = await StartAsync(nameof(SlowWorkflow), queue);
                await activities.StartedAsync(queue);
            }).WaitAsync(Patience);
        }
        using var second = Worker(activities: activities);
        activities.Release(queue);

        await second.ExecuteAsync(async () =>
        {
            await handle.SignalAsync("Note", ["signal"]);
            Assert.Equal("signal, slow, Hello again", await handle.GetResultAsync<string>());
        }).WaitAsync(Patience);
        Assert.Equal(2, activities.Starts(queue));
    }

    [Fact]
    public async Task LocalActivity_WithCodec_KeepsItsMarkerReadable()
    {
        var converter = DataConverter.Default with { PayloadCodec = new ReversingCodec() };
        var client = new TemporalClient(
            service.Client.Connection, new() { DataConverter = converter });
        using var worker = new TemporalWorker(
            client, new TemporalWorkerOptions(queue).AddAllActivities(new LocalActivityWorkflows.Activities()).AddWorkflow<CallsWorkflow>());

        await worker.ExecuteAsync(async () =>
        {
            var handle = await client.StartWorkflowAsync(nameof(CallsWorkflow), ["abc"], new(id: queue, taskQueue: queue));
            Assert.Equal("Hello a, Hello b, Hello c", await handle.GetResultAsync<string>());
            var history = await handle.FetchHistoryAsync();
            var marker = history.Events.First(e => e.EventType == EventType.MarkerRecorded).MarkerRecordedEventAttributes;
            Assert.StartsWith("{\"seq\":1", marker.Details["data"].Payloads_[0].Data.ToStringUtf8(), StringComparison.Ordinal);
            Assert.NotEqual("\"Hello a\"", marker.Details["result"].Payloads_[0].Data.ToStringUtf8());
            var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DataConverter = converter }.AddWorkflow<CallsWorkflow>());
            await replayer.ReplayWorkflowAsync(history);
        }).WaitAsync(Patience);
    }

    private TemporalWorker Worker(Action<TemporalWorkerOptions>? configure = null, LocalActivityWorkflows.Activities? activities = null) =>
        service.Worker(queue, options =>
        {
            options.AddAllActivities(activities ?? new LocalActivityWorkflows.Activities());
            foreach (var type in All)
                options.AddWorkflow(type);
            configure?.Invoke(options);
        });

    private Task<WorkflowHandle> StartAsync(string workflow, params object?[] args) => StartAsync(TimeSpan.FromSeconds(2), workflow, args);

    private Task<WorkflowHandle> StartAsync(TimeSpan taskTimeout, string workflow, params object?[] args) =>
        service.Client.StartWorkflowAsync(workflow, args, new(id: queue, taskQueue: queue) { TaskTimeout = taskTimeout });

    private async Task<IReadOnlyList<HistoryEvent>> RunAsync(
        TemporalWorker worker, string workflow, string expected, params object?[] args) =>
        await worker.ExecuteAsync(async () =>
        {
            var handle = await StartAsync(workflow, args);
            Assert.Equal(expected, await handle.GetResultAsync<string>());
            return await ReplayAsync(handle);
        }).WaitAsync(Patience);

    private async Task<WorkflowFailedException> FailAsync(TemporalWorker worker, string workflow) =>
        await worker.ExecuteAsync(async () =>
        {
            var handle = await StartAsync(workflow);
            var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            await ReplayAsync(handle);
            return failure;
        }).WaitAsync(Patience);

    private static async Task<IReadOnlyList<HistoryEvent>> ReplayAsync(WorkflowHandle handle)
    {
        var history = await handle.FetchHistoryAsync();
        var options = new WorkflowReplayerOptions();
        foreach (var type in All)
            options.AddWorkflow(type);
        await new WorkflowReplayer(options).ReplayWorkflowAsync(history);
        return [.. history.Events];
    }

    private static async Task UntilAsync(WorkflowHandle handle, Func<IReadOnlyCollection<HistoryEvent>, bool> holds)
    {
        var seen = new List<HistoryEvent>();
        await foreach (var e in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true }))
        {
            seen.Add(e);
            if (holds(seen))
                return;
        }
        Assert.Fail("The workflow ended before");
    }
}
