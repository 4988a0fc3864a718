using Temporal.Api.Transport;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class ActivityTests : ServerTest
{
    [Fact]
    public async Task Task_Polled_HasEverythingThatWorkersNeed()
    {
        var started = await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a", a => a.HeartbeatTimeout = Seconds(90)));

        var task = await PollActivityAsync();

        Assert.Equal((started.RunId, "a", "act", 1), (task.WorkflowExecution.RunId, task.ActivityId, task.ActivityType.Name, task.Attempt));
        Assert.Equal(Text("in"), task.Input);
        Assert.Equal((Seconds(60), Seconds(60), Seconds(0)), (task.StartToCloseTimeout, task.HeartbeatTimeout, task.ScheduleToCloseTimeout));
        Assert.NotNull(task.ScheduledTime);
        Assert.NotNull(task.CurrentAttemptScheduledTime);
        Assert.NotNull(task.StartedTime);
        Assert.Equal((2d, Seconds(100)), (task.RetryPolicy.BackoffCoefficient, task.RetryPolicy.MaximumInterval));
    }

    [Fact]
    public async Task Started_IsWrittenOnlyTogetherWithTheEnd()
    {
        var task = await ScheduledAndPolledAsync();
        Assert.DoesNotContain(EventType.ActivityTaskStarted, await EventTypesAsync());

        await CallAsync<RespondActivityTaskCompletedResponse>(
            "RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { TaskToken = task.TaskToken, Result = Text("out") });

        var events = await HistoryAsync();
        Assert.Equal([EventType.ActivityTaskStarted, EventType.ActivityTaskCompleted, EventType.WorkflowTaskScheduled], events[5..].Select(e => e.EventType));
        Assert.Equal((5, 6), (events[6].ActivityTaskCompletedEventAttributes.ScheduledEventId, events[6].ActivityTaskCompletedEventAttributes.StartedEventId));
    }

    [Fact]
    public async Task NoTimeout_IsABadCommand()
    {
        await StartAsync();
        var task = await PollAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CompleteAsync(task, Activity("a", a => a.StartToCloseTimeout = null)));

        Assert.Equal(WorkflowTaskFailedCause.BadScheduleActivityAttributes, (await HistoryAsync())[3].WorkflowTaskFailedEventAttributes.Cause);
    }

    [Fact]
    public async Task Failure_IsRetriedAfterTheBackOff_WithTheLastFailureInTheEnd()
    {
        var first = await ScheduledAndPolledAsync();
        await FailAsync(first, new() { Type = "Oops" });
        Assert.Empty((await TryPollActivityAsync()).TaskToken);

        Time.Advance(TimeSpan.FromSeconds(1));
        var second = await PollActivityAsync();
        await CallAsync<RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { TaskToken = second.TaskToken });

        Assert.Equal(2, second.Attempt);
        var started = (await HistoryAsync())[5].ActivityTaskStartedEventAttributes;
        Assert.Equal((2, "Oops"), (started.Attempt, started.LastFailure.ApplicationFailureInfo.Type));
    }

    [Fact]
    public async Task Failure_WithItsOwnDelay_IsRetriedThen()
    {
        var first = await ScheduledAndPolledAsync(a => a.RetryPolicy = new() { MaximumInterval = Seconds(10) });
        await FailAsync(first, new() { NextRetryDelay = Seconds(300) });

        Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Empty((await TryPollActivityAsync()).TaskToken);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await PollActivityAsync()).Attempt);
    }

    [Theory]
    [InlineData(true, "", 0, RetryState.NonRetryableFailure)]
    [InlineData(false, "Fatal", 0, RetryState.NonRetryableFailure)]
    [InlineData(false, "", 1, RetryState.MaximumAttemptsReached)]
    public async Task Failure_ThatMayNotBeRetried_FailsTheActivity(bool nonRetryable, string type, int attempts, RetryState expected)
    {
        var task = await ScheduledAndPolledAsync(a => a.RetryPolicy = new() { MaximumAttempts = attempts, NonRetryableErrorTypes = { "Fatal" } });

        await FailAsync(task, new() { NonRetryable = nonRetryable, Type = type });

        Assert.Equal(expected, (await HistoryAsync())[6].ActivityTaskFailedEventAttributes.RetryState);
    }

    [Fact]
    public async Task Timeout_ListedAsNotRetryable_TimesTheActivityOut()
    {
        await ScheduledAndPolledAsync(a => a.RetryPolicy = new() { NonRetryableErrorTypes = { "TemporalTimeout:StartToClose" } });

        Time.Advance(TimeSpan.FromSeconds(61));
        await EventuallyAsync(description => description.PendingActivities.Count == 0);

        Assert.Equal(RetryState.NonRetryableFailure, (await HistoryAsync())[6].ActivityTaskTimedOutEventAttributes.RetryState);
    }

    [Fact]
    public async Task Failure_OfAKindThatNoActivityHas_IsInvalidArgument()
    {
        var task = await ScheduledAndPolledAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CallAsync<RespondActivityTaskFailedResponse>(
            "RespondActivityTaskFailed",
            new RespondActivityTaskFailedRequest { TaskToken = task.TaskToken, Failure = new() { TerminatedFailureInfo = new() } }));
    }

    [Fact]
    public async Task Failure_NoTimeForAnotherAttempt_IsATimeout()
    {
        var task = await ScheduledAndPolledAsync(a => (a.ScheduleToCloseTimeout, a.RetryPolicy) = (Seconds(3), new() { InitialInterval = Seconds(5) }));

        await FailAsync(task, new());

        Assert.Equal(RetryState.Timeout, (await HistoryAsync())[6].ActivityTaskFailedEventAttributes.RetryState);
    }

    [Fact]
    public async Task HeartbeatTimeout_IsRetriedWithTheDetails()
    {
        var first = await ScheduledAndPolledAsync(a => a.HeartbeatTimeout = Seconds(5));
        await HeartbeatAsync(first, "row 7");
        Time.Advance(TimeSpan.FromSeconds(4));
        await HeartbeatAsync(first, "row 9");
        Time.Advance(TimeSpan.FromSeconds(4));
        await HeartbeatAsync(first, "row 11");
        Time.Advance(TimeSpan.FromSeconds(5));
        await EventuallyAsync(d => d.PendingActivities[0].Attempt == 2);
        Time.Advance(TimeSpan.FromSeconds(1));

        var second = await PollActivityAsync();

        Assert.Equal(Text("row 11"), second.HeartbeatDetails);
        await RefusedAsync(GrpcStatusCode.NotFound, () => HeartbeatAsync(first, "late"));
        Assert.Equal(TimeoutType.Heartbeat, (await DescribeAsync()).PendingActivities[0].LastFailure.TimeoutFailureInfo.TimeoutType);
    }

    [Fact]
    public async Task StartToCloseTimeout_LastAttempt_TimesTheActivityOut()
    {
        await ScheduledAndPolledAsync(a => (a.StartToCloseTimeout, a.RetryPolicy) = (Seconds(5), new() { MaximumAttempts = 1 }));

        Time.Advance(TimeSpan.FromSeconds(5));
        await PollAsync();

        var timedOut = (await HistoryAsync())[6].ActivityTaskTimedOutEventAttributes;
        Assert.Equal((RetryState.MaximumAttemptsReached, TimeoutType.StartToClose), (timedOut.RetryState, timedOut.Failure.TimeoutFailureInfo.TimeoutType));
        Assert.Equal(6, timedOut.StartedEventId);
    }

    [Fact]
    public async Task ScheduleToStartTimeout_NobodyPolls_IsNotRetried()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a", a => a.ScheduleToStartTimeout = Seconds(5)));

        Time.Advance(TimeSpan.FromSeconds(5));
        await PollAsync();

        var timedOut = (await HistoryAsync())[5].ActivityTaskTimedOutEventAttributes;
        Assert.Equal((TimeoutType.ScheduleToStart, 0L), (timedOut.Failure.TimeoutFailureInfo.TimeoutType, timedOut.StartedEventId));
    }

    [Fact]
    public async Task ScheduleToCloseTimeout_OverTheWholeActivity_TimesItOut()
    {
        var first = await ScheduledAndPolledAsync(a => a.ScheduleToCloseTimeout = Seconds(10));
        await FailAsync(first, new() { Type = "Last" });
        Time.Advance(TimeSpan.FromSeconds(1));
        await PollActivityAsync();

        Time.Advance(TimeSpan.FromSeconds(9));
        await PollAsync();

        var failure = (await HistoryAsync())[6].ActivityTaskTimedOutEventAttributes.Failure;
        Assert.Equal((TimeoutType.ScheduleToClose, "Last"), (failure.TimeoutFailureInfo.TimeoutType, failure.Cause.ApplicationFailureInfo.Type));
    }

    [Fact]
    public async Task Cancel_OfAStartedActivity_TellsItsHeartbeatAndWaitsForTheWorker()
    {
        var activity = await ScheduledAndPolledAsync();
        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CanceledAsync(activity));
        await SignalAsync();
        await CompleteAsync(await PollAsync(), CancelCommand());

        Assert.True((await HeartbeatAsync(activity, "x")).CancelRequested);
        await CanceledAsync(activity);

        var events = await HistoryAsync();
        Assert.Equal(EventType.ActivityTaskCanceled, events[^2].EventType);
        Assert.Equal(events.Single(e => e.EventType == EventType.ActivityTaskCancelRequested).EventId, events[^2].ActivityTaskCanceledEventAttributes.LatestCancelRequestedEventId);
    }

    [Fact]
    public async Task Cancel_OfAnActivityThatWaits_IsDoneAtOnce()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"));
        await SignalAsync();

        await CompleteAsync(await PollAsync(), CancelCommand());

        Assert.Equal(
            [EventType.ActivityTaskCancelRequested, EventType.ActivityTaskCanceled, EventType.WorkflowTaskScheduled], (await EventTypesAsync())[^3..]);
        Assert.Empty((await TryPollActivityAsync()).TaskToken);
    }

    [Fact]
    public async Task Failure_AfterACancelRequest_IsNotRetried()
    {
        var activity = await ScheduledAndPolledAsync();
        await SignalAsync();
        await CompleteAsync(await PollAsync(), CancelCommand());

        await FailAsync(activity, new());

        Assert.Equal(RetryState.CancelRequested, (await HistoryAsync())[^2].ActivityTaskFailedEventAttributes.RetryState);
    }

    [Fact]
    public async Task CompletionById_OfAnAsyncActivity_Completes()
    {
        await ScheduledAndPolledAsync();

        await CallAsync<RespondActivityTaskCompletedByIdResponse>(
            "RespondActivityTaskCompletedById",
            new RespondActivityTaskCompletedByIdRequest { Namespace = Ns, WorkflowId = "wf", ActivityId = "a", Result = Text("by id") });

        Assert.Equal(Text("by id"), (await HistoryAsync())[6].ActivityTaskCompletedEventAttributes.Result);
    }

    [Fact]
    public async Task Completion_AfterTheWorkflowClosed_IsNotFound()
    {
        var activity = await ScheduledAndPolledAsync();
        await SignalAsync();
        await CompleteAsync(await PollAsync(), Complete());

        var error = await RefusedAsync(GrpcStatusCode.NotFound, () => HeartbeatAsync(activity, "x"));

        Assert.Equal("workflow execution already completed", error.Message);
    }

    private static Command CancelCommand() => new() { RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = 5 } };

    private async Task<PollActivityTaskQueueResponse> ScheduledAndPolledAsync(Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a", change));
        return await PollActivityAsync();
    }

    private Task<RespondActivityTaskFailedResponse> FailAsync(PollActivityTaskQueueResponse task, ApplicationFailureInfo info) => CallAsync<RespondActivityTaskFailedResponse>(
        "RespondActivityTaskFailed",
        new RespondActivityTaskFailedRequest { TaskToken = task.TaskToken, Failure = new Failure { Message = "failed", ApplicationFailureInfo = info } });

    private Task<RespondActivityTaskCanceledResponse> CanceledAsync(PollActivityTaskQueueResponse task) =>
        CallAsync<RespondActivityTaskCanceledResponse>("RespondActivityTaskCanceled", new RespondActivityTaskCanceledRequest { TaskToken = task.TaskToken });

    private Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(PollActivityTaskQueueResponse task, string details) =>
        CallAsync<RecordActivityTaskHeartbeatResponse>(
            "RecordActivityTaskHeartbeat", new RecordActivityTaskHeartbeatRequest { TaskToken = task.TaskToken, Details = Text(details) });
}
