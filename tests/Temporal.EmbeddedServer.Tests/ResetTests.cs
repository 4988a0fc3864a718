using Temporal.Api.Transport;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class ResetTests : ServerTest
{
    [Fact]
    public async Task Reset_OfAClosedWorkflow_GoesOnFromTheTask()
    {
        var started = await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"));
        await FinishActivityAsync();
        await CompleteAsync(await PollAsync(), Complete());

        var run = await ResetAsync(4);

        Assert.NotEqual(started.RunId, run);
        Assert.Equal(
            [
                EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskFailed,
                EventType.WorkflowTaskScheduled,
            ],
            await EventTypesAsync());
        var failed = (await HistoryAsync())[3].WorkflowTaskFailedEventAttributes;
        Assert.Equal((WorkflowTaskFailedCause.ResetWorkflow, started.RunId, run), (failed.Cause, failed.BaseRunId, failed.NewRunId));
        var task = await PollAsync();
        Assert.Equal(run, task.WorkflowExecution.RunId);
        await CompleteAsync(task, Complete("again"));
        Assert.Equal(WorkflowExecutionStatus.Completed, await StatusAsync());
        Assert.Equal(run, (await DescribeAsync(runId: started.RunId)).WorkflowExtendedInfo.ResetRunId);
    }

    [Fact]
    public async Task Reset_OfARunningWorkflow_TerminatesTheRunAndKeepsLaterSignals()
    {
        var started = await StartAsync();
        var task = await PollAsync();
        await SignalAsync("first");
        await CompleteAsync(task, Timer("t", 60));
        await SignalAsync("second");

        var run = await ResetAsync(4);

        Assert.Equal(WorkflowExecutionStatus.Terminated, await StatusAsync(runId: started.RunId));
        Assert.Equal(["first", "second"], await SignalsAsync());
        Assert.Equal(run, (await PollAsync()).WorkflowExecution.RunId);
    }

    [Theory]
    [InlineData(ResetReapplyType.None)]
    [InlineData(ResetReapplyType.AllEligible, ResetReapplyExcludeType.Signal)]
    public async Task Reset_SignalsExcluded_AreNotReapplied(ResetReapplyType type, params ResetReapplyExcludeType[] excluded)
    {
        await StartAsync();
        await PollAsync();
        await SignalAsync("later");

        await ResetAsync(4 - 1, request =>
        {
            request.ResetReapplyType = type;
            request.ResetReapplyExcludeTypes.AddRange(excluded);
        });

        Assert.Empty(await SignalsAsync());
    }

    [Fact]
    public async Task Reset_SignalBeforeThePoint_StaysOnceAndIsNotTakenTwice()
    {
        await StartAsync();
        await SignalAsync("early", requestId: "once");
        await CompleteAsync(await PollAsync(), Timer("t", 60));

        await ResetAsync(5);
        await SignalAsync("early", requestId: "once");

        Assert.Equal(["early"], await SignalsAsync());
    }

    [Fact]
    public async Task Reset_TheSameRequestTwice_IsOneRun()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Complete());

        var first = await ResetAsync(3, request => request.RequestId = "same");
        var second = await ResetAsync(3, request => request.RequestId = "same");

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(99)]
    public async Task Reset_ToNoWorkflowTask_IsInvalidArgumentAndChangesNothing(long eventId)
    {
        var started = await StartAsync();
        await CompleteAsync(await PollAsync(), Timer("t", 60));

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => ResetAsync(eventId));

        Assert.Equal(started.RunId, (await DescribeAsync()).WorkflowExecutionInfo.Execution.RunId);
        Assert.Equal(WorkflowExecutionStatus.Running, await StatusAsync());
    }

    [Fact]
    public async Task Reset_WithAPendingChildAtThePoint_IsRefused()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), new Command
        {
            CommandType = CommandType.StartChildWorkflowExecution,
            StartChildWorkflowExecutionCommandAttributes = new() { WorkflowId = "child", WorkflowType = new() { Name = "type" }, TaskQueue = new() { Name = "other" } },
        });
        await PollAsync();

        var last = (await HistoryAsync())[^1].EventId;
        var error = await RefusedAsync(GrpcStatusCode.InvalidArgument, () => ResetAsync(last));

        Assert.Equal("WorkflowResetter encountered pending child workflows.", error.Message);
    }

    [Fact]
    public async Task Reset_ActivityAndTimerPendingAtThePoint_GoOnInTheNewRun()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"), Timer("t", 60));
        await SignalAsync();
        await CompleteAsync(await PollAsync());

        var run = await ResetAsync((await HistoryAsync())[^1].EventId);
        Assert.Equal(run, (await PollActivityAsync()).WorkflowExecution.RunId);
        Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Contains((await PollAsync()).History.Events, e => e.TimerFiredEventAttributes?.TimerId == "t");
    }

    [Fact]
    public async Task Reset_MemoAndSearchAttributes_AreThoseOfThePoint()
    {
        await CallAsync<Temporalio.Api.OperatorService.V1.AddSearchAttributesResponse>(
            "AddSearchAttributes",
            new Temporalio.Api.OperatorService.V1.AddSearchAttributesRequest { SearchAttributes = { ["Stage"] = IndexedValueType.Keyword } },
            "temporal.api.operatorservice.v1.OperatorService");
        await StartAsync();
        await CompleteAsync(await PollAsync(), Upsert("one"), Timer("t", 60));
        await SignalAsync();
        await CompleteAsync(await PollAsync(), Upsert("two"));

        await ResetAsync((await HistoryAsync()).Last(e => e.EventType == EventType.WorkflowTaskCompleted).EventId);

        var attributes = (await DescribeAsync()).WorkflowExecutionInfo.SearchAttributes.IndexedFields;
        Assert.Equal("\"one\"", attributes["Stage"].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Reset_ThenRestart_TheNewRunIsCurrentAndComplete()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Complete());
        var run = await ResetAsync(4);

        await RestartAsync();
        await CompleteAsync(await PollAsync(), Complete());

        Assert.Equal(run, (await DescribeAsync()).WorkflowExecutionInfo.Execution.RunId);
        Assert.Equal(WorkflowExecutionStatus.Completed, await StatusAsync());
    }

    private static Command Upsert(string stage) => new()
    {
        CommandType = CommandType.UpsertWorkflowSearchAttributes,
        UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = new() { IndexedFields = { ["Stage"] = Text(stage).Payloads_[0] } } },
    };

    private async Task FinishActivityAsync()
    {
        var task = await PollActivityAsync();
        await CallAsync<RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { TaskToken = task.TaskToken });
    }

    private async Task<string[]> SignalsAsync() =>
        [.. (await HistoryAsync()).Select(e => e.WorkflowExecutionSignaledEventAttributes?.SignalName).OfType<string>()];

    private async Task<string> ResetAsync(long eventId, Action<ResetWorkflowExecutionRequest>? change = null)
    {
        var request = new ResetWorkflowExecutionRequest
        {
            Namespace = Ns,
            WorkflowExecution = new() { WorkflowId = "wf" },
            WorkflowTaskFinishEventId = eventId,
            RequestId = Guid.NewGuid().ToString(),
            Reason = "try again",
        };
        change?.Invoke(request);
        return (await CallAsync<ResetWorkflowExecutionResponse>("ResetWorkflowExecution", request)).RunId;
    }
}
