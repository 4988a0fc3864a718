using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class WorkflowTaskTests : ServerTest
{
    [Fact]
    public async Task FirstTask_Polled_HasEverythingThatWorkersNeed()
    {
        var started = await StartAsync();

        var task = await PollAsync();

        Assert.Equal(started.RunId, task.WorkflowExecution.RunId);
        Assert.Equal("type", task.WorkflowType.Name);
        Assert.Equal((1, 0L, 3L), (task.Attempt, task.PreviousStartedEventId, task.StartedEventId));
        Assert.Equal(
            [EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted],
            task.History.Events.Select(e => e.EventType));
        Assert.NotNull(task.ScheduledTime);
        Assert.NotNull(task.StartedTime);
        Assert.Null(task.Query);
        var first = task.History.Events[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal(started.RunId, first.OriginalExecutionRunId);
        Assert.Equal(started.RunId, first.FirstExecutionRunId);
        Assert.Equal((1, "wf"), (first.Attempt, first.WorkflowId));
        Assert.Equal(Seconds(10), first.WorkflowTaskTimeout);
    }

    [Fact]
    public async Task Poll_NothingToDo_AnswersTheDefaultMessage() => Assert.Equal(new PollWorkflowTaskQueueResponse(), await TryPollAsync());

    [Fact]
    public async Task Completion_OfAnotherToken_IsNotFound()
    {
        await StartAsync();
        var task = await PollAsync();
        await CompleteAsync(task, Complete());

        var error = await RefusedAsync(GrpcStatusCode.NotFound, () => CompleteAsync(task, Complete()));

        Assert.Equal("Workflow task not found.", error.Message);
    }

    [Fact]
    public async Task Completion_EchoesSdkMetadata()
    {
        await StartAsync();

        await CompleteAsync(await PollAsync(), request =>
        {
            request.SdkMetadata = new() { CoreUsedFlags = { 1, 2 }, SdkName = "sdk" };
            request.Commands.Add(Complete());
        });

        var completed = (await HistoryAsync())[3].WorkflowTaskCompletedEventAttributes;
        Assert.Equal([1u, 2u], completed.SdkMetadata.CoreUsedFlags);
        Assert.Equal((2, 3), (completed.ScheduledEventId, completed.StartedEventId));
    }

    [Fact]
    public async Task Failure_Once_IsWrittenAndTheNextAttemptIsNot()
    {
        await StartAsync();
        await FailAsync(await PollAsync());

        var second = await PollAsync();
        await FailAsync(second);

        Assert.Equal(2, second.Attempt);
        Assert.Equal((6L, 6), (second.StartedEventId, second.History.Events.Count));
        Assert.Single(await EventTypesAsync(), EventType.WorkflowTaskFailed);
        Assert.Equal(4, (await DescribeAsync()).WorkflowExecutionInfo.HistoryLength);
    }

    [Fact]
    public async Task TransientTask_Succeeds_WritesScheduledStartedAndCompletedTogether()
    {
        await StartAsync();
        await FailAsync(await PollAsync());

        await CompleteAsync(await PollAsync(), Complete());

        Assert.Equal(
            [
                EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskFailed,
                EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted, EventType.WorkflowExecutionCompleted,
            ],
            await EventTypesAsync());
        Assert.Equal(2, (await HistoryAsync())[4].WorkflowTaskScheduledEventAttributes.Attempt);
    }

    [Fact]
    public async Task TransientTask_EventArrivesMeanwhile_IsAttemptOneAgain()
    {
        await StartAsync();
        await FailAsync(await PollAsync());
        await SignalAsync();

        var task = await PollAsync();

        Assert.Equal(1, task.Attempt);
        Assert.Equal(EventType.WorkflowExecutionSignaled, task.History.Events[4].EventType);
        Assert.Equal(task.StartedEventId, task.History.Events[^1].EventId);
    }

    [Fact]
    public async Task ThirdAttempt_WaitsForItsBackOff()
    {
        await StartAsync();
        await FailAsync(await PollAsync());
        await FailAsync(await PollAsync());
        Assert.Empty((await TryPollAsync()).TaskToken);

        Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(3, (await PollAsync()).Attempt);
    }

    [Fact]
    public async Task ManyAttempts_WaitTenMinutesAtMost()
    {
        await StartAsync();
        var longest = TimeSpan.FromMinutes(10);
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            var task = await PollAsync();
            Assert.Equal(attempt, task.Attempt);
            await FailAsync(task);
            Time.Advance(attempt < 10 ? longest : longest - TimeSpan.FromSeconds(1));
        }

        Assert.Empty((await TryPollAsync()).TaskToken);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(11, (await PollAsync()).Attempt);
    }

    [Fact]
    public async Task Timeout_OfAStartedTask_IsWrittenAndRetried()
    {
        await StartAsync();
        await PollAsync();

        Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, (await PollAsync()).Attempt);
        Assert.Equal(TimeoutType.StartToClose, (await HistoryAsync())[3].WorkflowTaskTimedOutEventAttributes.TimeoutType);
    }

    [Fact]
    public async Task StickyTask_GoesToItsWorkerWithTheNewEventsOnly()
    {
        await StartAsync();
        var stickyPoll = PollAsync("sticky");
        await CompleteAsync(await PollAsync(), request => request.StickyAttributes = Sticky());
        await SignalAsync();

        var task = await stickyPoll;

        Assert.Equal(3, task.PreviousStartedEventId);
        Assert.Equal(4, task.History.Events[0].EventId);
        Assert.Equal(task.StartedEventId, task.History.Events[^1].EventId);
    }

    [Fact]
    public async Task StickyTask_WorkerAbsent_GoesToTheNormalQueueWithTheWholeHistory()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), request => request.StickyAttributes = Sticky());
        await SignalAsync();

        var task = await PollAsync();

        Assert.Equal(1, task.History.Events[0].EventId);
        Assert.DoesNotContain(EventType.WorkflowTaskTimedOut, await EventTypesAsync());
    }

    [Fact]
    public async Task StickyTask_NotPolledInTime_TimesOutAndKeepsItsAttempt()
    {
        await StartAsync();
        Assert.Empty((await TryPollAsync("sticky")).TaskToken);
        await CompleteAsync(await PollAsync(), request => request.StickyAttributes = Sticky());
        await SignalAsync();

        Time.Advance(TimeSpan.FromSeconds(5));
        var task = await PollAsync();

        Assert.Equal((1, 1L), (task.Attempt, task.History.Events[0].EventId));
        var timedOut = task.History.Events.Single(e => e.EventType == EventType.WorkflowTaskTimedOut);
        Assert.Equal(TimeoutType.ScheduleToStart, timedOut.WorkflowTaskTimedOutEventAttributes.TimeoutType);
    }

    [Fact]
    public async Task ShutdownWorker_MovesItsStickyTasks()
    {
        await StartAsync();
        Assert.Empty((await TryPollAsync("sticky")).TaskToken);
        await CompleteAsync(await PollAsync(), request => request.StickyAttributes = Sticky());
        await SignalAsync();

        await CallAsync<ShutdownWorkerResponse>("ShutdownWorker", new ShutdownWorkerRequest { Namespace = Ns, StickyTaskQueue = "sticky" });

        Assert.Equal(1, (await PollAsync()).History.Events[0].EventId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReturnNewWorkflowTask_EventsWereBuffered_AnswerHasTheNextTaskWithTheNewEvents(bool sticky)
    {
        await StartAsync();
        var task = await PollAsync();
        await SignalAsync();

        var response = await CompleteAsync(task, request =>
        {
            request.ReturnNewWorkflowTask = true;
            request.StickyAttributes = sticky ? new() { WorkerTaskQueue = new() { Name = "sticky" }, ScheduleToStartTimeout = Seconds(10) } : null;
        });

        Assert.Equal(
            [EventType.WorkflowTaskCompleted, EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted],
            response.WorkflowTask.History.Events.Select(e => e.EventType));
        await CompleteAsync(response.WorkflowTask, Complete());
        Assert.Equal(WorkflowExecutionStatus.Completed, await StatusAsync());
    }

    [Fact]
    public async Task ForceCreateNewWorkflowTask_NothingHappened_StillSchedulesOne()
    {
        await StartAsync();

        await CompleteAsync(await PollAsync(), request => request.ForceCreateNewWorkflowTask = true);

        Assert.Equal(3, (await PollAsync()).PreviousStartedEventId);
    }

    [Fact]
    public async Task BadCommand_FirstAttempt_FailsTheTaskAndKeepsNothingOfIt()
    {
        await StartAsync();
        var task = await PollAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CompleteAsync(task, Timer("t", 1), Timer("t", 1)));

        var events = await HistoryAsync();
        Assert.Equal(WorkflowTaskFailedCause.StartTimerDuplicateId, events[3].WorkflowTaskFailedEventAttributes.Cause);
        Assert.DoesNotContain(events, e => e.EventType == EventType.TimerStarted);
        Assert.Equal(2, (await PollAsync()).Attempt);
    }

    [Fact]
    public async Task BadCommand_RepeatedAttempt_IsLeftToTimeOut()
    {
        await StartAsync();
        await FailAsync(await PollAsync());
        var second = await PollAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CompleteAsync(second, Timer("", 1)));

        Assert.Equal(PendingWorkflowTaskState.Started, (await DescribeAsync()).PendingWorkflowTask.State);
    }

    private static StickyExecutionAttributes Sticky() =>
        new() { WorkerTaskQueue = new() { Name = "sticky", Kind = TaskQueueKind.Sticky, NormalName = Queue }, ScheduleToStartTimeout = Seconds(5) };

    private Task<RespondWorkflowTaskFailedResponse> FailAsync(PollWorkflowTaskQueueResponse task) => CallAsync<RespondWorkflowTaskFailedResponse>(
        "RespondWorkflowTaskFailed",
        new RespondWorkflowTaskFailedRequest
        {
            Namespace = Ns,
            TaskToken = task.TaskToken,
            Cause = WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
        });
}
