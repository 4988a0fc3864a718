using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class BufferTests : ServerTest
{
    [Fact]
    public async Task SignalDuringATask_GetsItsIdWhenTheTaskEnds()
    {
        await StartAsync();
        var task = await PollAsync();
        await SignalAsync();
        Assert.Equal(3, (await HistoryAsync()).Count);

        await CompleteAsync(task, Timer("t", 60));

        Assert.Equal(
            [EventType.WorkflowTaskCompleted, EventType.TimerStarted, EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled],
            (await EventTypesAsync())[3..]);
    }

    [Fact]
    public async Task SignalsDuringATask_PastAHundred_FailTheTaskAndComeWithTheNext()
    {
        await StartAsync();
        var slow = await PollAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SignalAsync()));
        Assert.Equal(3, (await HistoryAsync()).Count);

        await SignalAsync("last");

        await RefusedAsync(GrpcStatusCode.NotFound, () => CompleteAsync(slow));
        var task = await PollAsync();
        Assert.Equal((1, 107L), (task.Attempt, task.StartedEventId));
        var events = await HistoryAsync();
        Assert.Equal(WorkflowTaskFailedCause.ForceCloseCommand, events[3].WorkflowTaskFailedEventAttributes.Cause);
        Assert.All(events[4..105], e => Assert.Equal(EventType.WorkflowExecutionSignaled, e.EventType));
        Assert.Equal("last", events[104].WorkflowExecutionSignaledEventAttributes.SignalName);
    }

    [Fact]
    public async Task SignalsDuringATask_PastTwoMegabytes_FailTheTask()
    {
        await StartAsync();
        await PollAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await CallAsync<SignalWorkflowExecutionResponse>("SignalWorkflowExecution", new SignalWorkflowExecutionRequest
            {
                Namespace = Ns, WorkflowExecution = new() { WorkflowId = "wf" }, SignalName = "large", Input = Text(new string('x', 1_100_000)),
            });
        }

        Assert.Equal(
            [EventType.WorkflowTaskFailed, EventType.WorkflowExecutionSignaled, EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled],
            (await EventTypesAsync())[3..]);
    }

    [Fact]
    public async Task ActivityEndDuringATask_ComesAfterTheSignalsAndKnowsItsStart()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"));
        var activity = await PollActivityAsync();
        await SignalAsync();
        var task = await PollAsync();
        await CallAsync<RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { TaskToken = activity.TaskToken });
        await SignalAsync("second");

        await CompleteAsync(task);

        var events = await HistoryAsync();
        Assert.Equal(
            [EventType.WorkflowTaskCompleted, EventType.ActivityTaskStarted, EventType.WorkflowExecutionSignaled, EventType.ActivityTaskCompleted, EventType.WorkflowTaskScheduled],
            events[8..].Select(e => e.EventType));
        var end = events[11].ActivityTaskCompletedEventAttributes;
        Assert.Equal((5, 10), (end.ScheduledEventId, end.StartedEventId));
    }

    [Fact]
    public async Task CloseCommand_EventsAreBuffered_IsUnhandledCommandAndNothingIsLost()
    {
        await StartAsync();
        var task = await PollAsync();
        await SignalAsync();

        var error = await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CompleteAsync(task, Complete()));

        Assert.Equal("UnhandledCommand", error.Message);
        var events = await HistoryAsync();
        Assert.Equal(WorkflowTaskFailedCause.UnhandledCommand, events[3].WorkflowTaskFailedEventAttributes.Cause);
        Assert.Equal([EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled], events[4..].Select(e => e.EventType));
        await CompleteAsync(await PollAsync(), Complete());
        Assert.Equal(WorkflowExecutionStatus.Completed, await StatusAsync());
    }

    [Fact]
    public async Task CancelTimer_ThatFiredIntoTheBuffer_TakesTheFiringBack()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Timer("t", 5));
        await SignalAsync();
        var task = await PollAsync();
        Time.Advance(TimeSpan.FromSeconds(5));
        await SignalAsync("after");

        await CompleteAsync(task, new Temporalio.Api.Command.V1.Command { CancelTimerCommandAttributes = new() { TimerId = "t" } });

        var types = await EventTypesAsync();
        Assert.Contains(EventType.TimerCanceled, types);
        Assert.DoesNotContain(EventType.TimerFired, types);
    }

    [Fact]
    public async Task Signals_FiveHundredAtOnce_AllArriveOnce()
    {
        await StartAsync();
        await PollAsync();

        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => SignalAsync($"s{i}", requestId: $"r{i}")));
        await CompleteAsync(await PollAsync());

        var names = (await HistoryAsync()).Where(e => e.WorkflowExecutionSignaledEventAttributes is not null)
            .Select(e => e.WorkflowExecutionSignaledEventAttributes.SignalName);
        Assert.Equal(500, names.Distinct().Count());
    }

    [Fact]
    public async Task Signal_RepeatedRequestId_CountsOnce()
    {
        await StartAsync();

        await SignalAsync(requestId: "r");
        await SignalAsync(requestId: "r");

        Assert.Single(await EventTypesAsync(), EventType.WorkflowExecutionSignaled);
    }
}
