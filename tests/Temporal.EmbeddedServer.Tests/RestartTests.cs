using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class RestartTests : ServerTest
{
    protected override string? HostedWorkerIdentity => "hosted";

    [Fact]
    public async Task Namespace_AfterRestart_HasTheSameId()
    {
        var request = new DescribeNamespaceRequest { Namespace = Ns };
        var before = await CallAsync<DescribeNamespaceResponse>("DescribeNamespace", request);

        await RestartAsync();

        Assert.Equal(before.NamespaceInfo.Id, (await CallAsync<DescribeNamespaceResponse>("DescribeNamespace", request)).NamespaceInfo.Id);
    }

    [Fact]
    public async Task ScheduledTask_AfterRestart_IsPolled()
    {
        var started = await StartAsync();

        await RestartAsync();

        Assert.Equal(started.RunId, (await PollAsync()).WorkflowExecution.RunId);
    }

    [Fact]
    public async Task StartedTask_OfAWorkerElsewhere_IsStillCompletedByItsToken()
    {
        await StartAsync();
        var task = await PollAsync();

        await RestartAsync();
        await CompleteAsync(task, Complete());

        Assert.Equal(WorkflowExecutionStatus.Completed, await StatusAsync());
    }

    [Fact]
    public async Task StartedTask_WhoseStartAPowerFailureTook_IsGivenOutAnewAndTheOldAnswerDoesNotFit()
    {
        await StartAsync();
        var durable = Snapshot();
        var lost = await PollAsync();

        await RestartFromAsync(durable);
        var task = await PollAsync();

        await RefusedAsync(GrpcStatusCode.NotFound, () => CompleteAsync(lost, Complete("of another past")));
        await CompleteAsync(task, Complete());
        Assert.Equal(
            [EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted, EventType.WorkflowExecutionCompleted],
            await EventTypesAsync());
    }

    [Fact]
    public async Task StartedTask_ReadByAnother_IsFlushedBeforeTheAnswer()
    {
        await StartAsync();
        Assert.Equal("", Mark());
        await PollAsync();
        Assert.Equal("", Mark());

        Assert.Equal(EventType.WorkflowTaskStarted, (await EventTypesAsync())[^1]);

        Assert.Equal("1", Mark());
        await DescribeAsync();
        Assert.Equal("1", Mark());
    }

    [Fact]
    public async Task StartedTask_SeenInADescription_IsFlushedBeforeTheAnswer()
    {
        await StartAsync();
        await PollAsync();

        await DescribeAsync();

        Assert.Equal("1", Mark());
    }

    [Fact]
    public async Task StartedTask_WhoseServerWasKilled_IsStarted()
    {
        await StartAsync();
        var task = await PollAsync();

        await RestartFromAsync(Snapshot());

        await CompleteAsync(task, Complete());
        Assert.Equal(WorkflowExecutionStatus.Completed, await StatusAsync());
    }

    [Fact]
    public async Task StartedTask_OfTheHostedWorker_IsGivenOutAtOnceAsTheSameAttempt()
    {
        await StartAsync();
        var lost = await PollAsync(identity: "hosted");

        await RestartAsync();
        var task = await PollAsync();

        Assert.Equal(1, task.Attempt);
        await RefusedAsync(GrpcStatusCode.NotFound, () => CompleteAsync(lost, Complete()));
        await CompleteAsync(task, Complete());
        Assert.Contains(EventType.WorkflowTaskTimedOut, await EventTypesAsync());
    }

    [Fact]
    public async Task StartedActivity_OfTheHostedWorker_IsRetriedAtOnceWithItsHeartbeat()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a", a => a.HeartbeatTimeout = Seconds(30)));
        var lost = await PollActivityAsync("hosted");
        await CallAsync<RecordActivityTaskHeartbeatResponse>(
            "RecordActivityTaskHeartbeat", new RecordActivityTaskHeartbeatRequest { TaskToken = lost.TaskToken, Details = Text("row 5") });

        await RestartAsync();
        var task = await PollActivityAsync();

        Assert.Equal((2, Text("row 5")), (task.Attempt, task.HeartbeatDetails));
    }

    [Fact]
    public async Task StartedActivity_OfAWorkerElsewhere_IsStillCompletedByItsToken()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"));
        var activity = await PollActivityAsync();

        await RestartAsync();
        await CallAsync<RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { TaskToken = activity.TaskToken });

        Assert.Contains(EventType.ActivityTaskCompleted, await EventTypesAsync());
    }

    [Fact]
    public async Task WaitingActivity_AfterRestart_IsPolled()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"));

        await RestartAsync();

        Assert.Equal("a", (await PollActivityAsync()).ActivityId);
    }

    [Fact]
    public async Task OverdueTimer_AfterRestart_FiresAtOnce()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Timer("t", 60));
        Time.Advance(TimeSpan.FromSeconds(30));

        await RestartAsync();
        Time.Advance(TimeSpan.FromSeconds(30));
        var task = await PollAsync();

        Assert.Contains(task.History.Events, e => e.TimerFiredEventAttributes?.TimerId == "t");
    }

    [Fact]
    public async Task BufferedSignal_AfterRestart_IsThere()
    {
        await StartAsync();
        var task = await PollAsync();
        await SignalAsync("kept");

        await RestartAsync();
        await CompleteAsync(task);

        Assert.Contains(await HistoryAsync(), e => e.WorkflowExecutionSignaledEventAttributes?.SignalName == "kept");
    }
}
