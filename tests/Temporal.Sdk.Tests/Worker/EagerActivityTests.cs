using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Worker.Activities;
using Temporalio.Worker.Polling;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class EagerActivityTests(LiveService live) : IClassFixture<LiveService>
{
    private readonly FakeTaskService service = new();

    [Fact]
    public async Task Activities_OfOneTask_AreAskedForUpToThree()
    {
        var room = new Room(10);

        var asked = await AskedAsync(room, 4);

        Assert.Equal([true, true, true, false], asked);
        Assert.Equal(10, room.Left);
    }

    [Fact]
    public async Task Activities_WithoutRoom_AreNotAskedFor() => Assert.Equal([true, false], await AskedAsync(new Room(1), 2));

    [Fact]
    public async Task Activities_OfAWorkerWithWorkflowsOnly_AreNotAskedFor() => Assert.Equal([false], await AskedAsync(null, 1));

    [Fact]
    public async Task Activities_OfOtherQueuesOrByOption_AreNotAskedFor()
    {
        var room = new Room(10);

        Assert.Equal([false], await AskedAsync(room, 1, new() { TaskQueue = "other" }));
        Assert.Equal([false], await AskedAsync(room, 1, new() { DisableEagerActivityExecution = true }));
    }

    [Fact]
    public async Task Answer_WithFewerActivities_LeavesTheRestOfTheRoom()
    {
        var room = new Room(10);
        service.OnComplete = _ => new() { ActivityTasks = { new PollActivityTaskQueueResponse { ActivityId = "1" } } };

        await AskedAsync(room, 2);

        Assert.Equal("1", Assert.Single(room.Tasks).ActivityId);
        Assert.Equal(9, room.Left);
    }

    [Fact]
    public async Task Answer_WithMoreThanAskedFor_StartsNoMoreThanThereIsRoom()
    {
        var room = new Room(1);
        service.OnComplete = _ => new() { ActivityTasks = { new PollActivityTaskQueueResponse(), new PollActivityTaskQueueResponse() } };

        await AskedAsync(room, 2);

        Assert.Single(room.Tasks);
        Assert.Equal(0, room.Left);
    }

    [Fact]
    public async Task Answer_ThatIsARefusal_GivesTheRoomBack()
    {
        var room = new Room(1);
        service.OnComplete = _ => throw new Exceptions.RpcException(Exceptions.RpcException.StatusCode.NotFound, "gone", null);

        await AskedAsync(room, 1);

        Assert.Equal(1, room.Left);
    }

    [Fact]
    public async Task Activity_OfALiveWorker_StartsInTheMomentOfItsScheduling()
    {
        var queue = Guid.NewGuid().ToString();
        using var worker = live.Worker(queue, options => options.AddWorkflow<CallsWorkflow>().AddActivity(Steps.Nothing));

        var events = await worker.ExecuteAsync(async () =>
        {
            var handle = await live.Client.StartWorkflowAsync((CallsWorkflow w) => w.RunAsync(2, null, false), new(queue, queue));
            await handle.GetResultAsync();
            return (await handle.FetchHistoryAsync()).Events;
        }).WaitAsync(TimeSpan.FromSeconds(60));

        var scheduled = events.Where(e => e.ActivityTaskScheduledEventAttributes != null).Select(e => e.EventTime).Distinct();
        var started = events.Where(e => e.ActivityTaskStartedEventAttributes != null).Select(e => e.EventTime).ToList();
        Assert.Equal(2, started.Count);
        Assert.Equal(scheduled, started.Distinct());
    }

    private async Task<List<bool>> AskedAsync(IEagerActivities? room, int activities, ActivityOptions? options = null)
    {
        var history = new HistoryBuilder().Started(
            nameof(CallsWorkflow), activities, options?.TaskQueue, options?.DisableEagerActivityExecution ?? false);
        using var stop = new CancellationTokenSource();
        using var worker = new WorkflowWorker(service, new(
            new("namespace", "queue", DataConverter.Default, NullLoggerFactory.Instance, [], new([WorkflowDefinition.Create<CallsWorkflow>()])), "worker")
        {
            EagerActivities = room,
        });
        var running = worker.ExecuteAsync(stop.Token);
        service.Give(FakeTaskService.Task(history.Task(), nameof(CallsWorkflow)));
        var answer = await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        await stop.CancelAsync();
        await running;
        return [.. answer.Commands.Select(command => command.ScheduleActivityTaskCommandAttributes.RequestEagerExecution)];
    }

    public static class Steps
    {
        [Activity]
        public static void Nothing()
        {
        }
    }

    [Workflow]
    public sealed class CallsWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(int activities, string? queue, bool disable) => Workflow.WhenAllAsync(Enumerable.Range(0, activities).Select(_ =>
            Workflow.ExecuteActivityAsync(() => Steps.Nothing(), new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(1),
                TaskQueue = queue,
                DisableEagerActivityExecution = disable,
            })));
    }

    private sealed class Room(int left) : IEagerActivities
    {
        internal int Left { get; private set; } = left;

        internal List<PollActivityTaskQueueResponse> Tasks { get; } = [];

        public bool TryReserve() => Left > 0 && Left-- > 0;

        public void Start(PollActivityTaskQueueResponse task) => Tasks.Add(task);

        public void Release() => Left++;
    }
}
