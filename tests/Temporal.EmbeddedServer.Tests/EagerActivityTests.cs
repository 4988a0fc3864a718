using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class EagerActivityTests : ServerTest
{
    [Fact]
    public async Task Activity_AskedFor_ComesWithTheAnswerAndIsStarted()
    {
        var run = await StartAsync();

        var answer = await CompleteAsync(await PollAsync(), Eager("a", a => a.Header = new() { Fields = { ["h"] = Text("v").Payloads_[0] } }));

        var task = Assert.Single(answer.ActivityTasks);
        Assert.Equal((run.RunId, "a", "act", 1), (task.WorkflowExecution.RunId, task.ActivityId, task.ActivityType.Name, task.Attempt));
        Assert.Equal((Text("in"), Text("v").Payloads_[0]), (task.Input, task.Header.Fields["h"]));
        Assert.NotNull(task.StartedTime);
        Assert.Equal(PendingActivityState.Started, Assert.Single((await DescribeAsync()).PendingActivities).State);
        Assert.Empty((await TryPollActivityAsync()).TaskToken);
    }

    [Fact]
    public async Task Activity_Completed_IsInHistoryAsAnyOther()
    {
        await StartAsync();
        var task = Assert.Single((await CompleteAsync(await PollAsync(), Eager("a"))).ActivityTasks);

        await EndAsync(task);

        var events = await HistoryAsync();
        Assert.Equal(
            [EventType.ActivityTaskScheduled, EventType.ActivityTaskStarted, EventType.ActivityTaskCompleted, EventType.WorkflowTaskScheduled],
            events[4..].Select(e => e.EventType));
        Assert.Equal(Worker, events[5].ActivityTaskStartedEventAttributes.Identity);
    }

    [Fact]
    public async Task Activity_Restart_IsStartedStill()
    {
        await StartAsync();
        var task = Assert.Single((await CompleteAsync(await PollAsync(), Eager("a"))).ActivityTasks);

        await RestartAsync();

        await EndAsync(task);
        Assert.Contains(EventType.ActivityTaskCompleted, await EventTypesAsync());
    }

    [Fact]
    public async Task Activity_ThatItsWorkerLost_TimesOutAndGoesThroughTheQueue()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Eager("a"));

        Time.Advance(TimeSpan.FromSeconds(61));
        await EventuallyAsync(description => description.PendingActivities.Single().State == PendingActivityState.Scheduled);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await PollActivityAsync()).Attempt);
    }

    [Fact]
    public async Task Activity_NotAskedFor_WaitsInTheQueue()
    {
        await StartAsync();

        var answer = await CompleteAsync(await PollAsync(), Activity("a"), Eager("b"));

        Assert.Equal("b", Assert.Single(answer.ActivityTasks).ActivityId);
        Assert.Equal("a", (await PollActivityAsync()).ActivityId);
    }

    [Fact]
    public async Task Activity_OfAnotherTaskQueue_WaitsThere()
    {
        await StartAsync("wf", request => request.TaskQueue = new() { Name = "own" });

        var answer = await CompleteAsync(await PollAsync("own"), Eager("a"));

        Assert.Empty(answer.ActivityTasks);
        Assert.Equal("a", (await PollActivityAsync()).ActivityId);
    }

    [Fact]
    public async Task Activity_OfATaskQueueWithARate_WaitsForIt()
    {
        await StartAsync("first");
        await CompleteAsync(await PollAsync(), Activity("first"));
        await CallAsync<PollActivityTaskQueueResponse>("PollActivityTaskQueue", new PollActivityTaskQueueRequest
        {
            Namespace = Ns, TaskQueue = new() { Name = Queue }, TaskQueueMetadata = new() { MaxTasksPerSecond = 1 },
        });
        await StartAsync();

        var answer = await CompleteAsync(await PollAsync(), Eager("a"));

        Assert.Empty(answer.ActivityTasks);
    }

    [Fact]
    public async Task Activity_CancelledInTheSameTask_IsNotStarted()
    {
        await StartAsync();

        var answer = await CompleteAsync(await PollAsync(), Eager("a"), new Command
        {
            CommandType = CommandType.RequestCancelActivityTask,
            RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = 5 },
        });

        Assert.Empty(answer.ActivityTasks);
        Assert.Contains(EventType.ActivityTaskCanceled, await EventTypesAsync());
    }

    [Fact]
    public async Task Activity_OfAWorkflowThatEnds_IsNotStarted()
    {
        await StartAsync();

        Assert.Empty((await CompleteAsync(await PollAsync(), Eager("a"), Complete())).ActivityTasks);
    }

    private static Command Eager(string id, Action<ScheduleActivityTaskCommandAttributes>? change = null) => Activity(id, attributes =>
    {
        attributes.RequestEagerExecution = true;
        change?.Invoke(attributes);
    });

    private Task<RespondActivityTaskCompletedResponse> EndAsync(PollActivityTaskQueueResponse task) => CallAsync<RespondActivityTaskCompletedResponse>(
        "RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { TaskToken = task.TaskToken, Result = Text("out") });
}
