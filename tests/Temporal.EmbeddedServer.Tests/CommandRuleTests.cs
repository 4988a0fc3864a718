using Temporal.Api.Transport;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

/// <summary>Commands that break a rule, and what the workflow task's failure says of them.</summary>
public sealed class CommandRuleTests : ServerTest
{
    public static TheoryData<WorkflowTaskFailedCause, Command[]> BrokenRules { get; } = new()
    {
        { WorkflowTaskFailedCause.BadStartTimerAttributes, [Timer("", 1)] },
        { WorkflowTaskFailedCause.StartTimerDuplicateId, [Timer("t", 1), Timer("t", 2)] },
        { WorkflowTaskFailedCause.BadCancelTimerAttributes, [new() { CancelTimerCommandAttributes = new() { TimerId = "none" } }] },
        { WorkflowTaskFailedCause.ScheduleActivityDuplicateId, [Activity("a"), Activity("a")] },
        { WorkflowTaskFailedCause.BadScheduleActivityAttributes, [Activity("")] },
        { WorkflowTaskFailedCause.BadScheduleActivityAttributes, [Activity("a", a => a.RetryPolicy = new() { BackoffCoefficient = double.NaN })] },
        { WorkflowTaskFailedCause.BadRequestCancelActivityAttributes, [new() { RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = 99 } }] },
        { WorkflowTaskFailedCause.PendingActivitiesLimitExceeded, [.. Enumerable.Range(0, 2001).Select(i => Activity($"a{i}"))] },
        { WorkflowTaskFailedCause.PendingChildWorkflowsLimitExceeded, [.. Enumerable.Range(0, 2001).Select(i => Child($"c{i}"))] },
        { WorkflowTaskFailedCause.FeatureDisabled, [new() { CommandType = CommandType.ScheduleNexusOperation }] },
        { WorkflowTaskFailedCause.BadStartTimerAttributes, [new() { CommandType = CommandType.StartTimer }] },
        { WorkflowTaskFailedCause.BadScheduleActivityAttributes, [OfType(CommandType.ScheduleActivityTask, Timer("t", 1))] },
        { WorkflowTaskFailedCause.BadCompleteWorkflowExecutionAttributes, [OfType(CommandType.CompleteWorkflowExecution, Activity("a"))] },
        { WorkflowTaskFailedCause.FeatureDisabled, [OfType((CommandType)99, Complete())] },
    };

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public async Task Command_ThatBreaksARule_FailsTheTaskWithItsCauseAndKeepsNothing(WorkflowTaskFailedCause cause, Command[] commands)
    {
        await StartAsync();
        var task = await PollAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CompleteAsync(task, commands));

        var events = await HistoryAsync();
        Assert.Equal(cause, events[3].WorkflowTaskFailedEventAttributes.Cause);
        Assert.All(events[4..], repeated => Assert.Equal(EventType.WorkflowTaskScheduled, repeated.EventType));
    }

    [Fact]
    public async Task CloseCommands_TwoInOneTask_TheFirstCounts()
    {
        await StartAsync();

        await CompleteAsync(await PollAsync(), Complete("first"), Complete("second"));

        var events = await HistoryAsync();
        Assert.Equal(5, events.Count);
        Assert.Equal(Text("first"), events[4].WorkflowExecutionCompletedEventAttributes.Result);
    }

    [Fact]
    public async Task History_OfFourThousandEvents_SuggestsToContinueAsNew()
    {
        await StartAsync();
        var before = await PollAsync();
        await CompleteAsync(before, request =>
        {
            request.Commands.AddRange(Enumerable.Range(0, 4100).Select(_ => new Command { RecordMarkerCommandAttributes = new() { MarkerName = "m" } }));
            request.ForceCreateNewWorkflowTask = true;
        });

        await PollAsync();

        var started = (await HistoryAsync()).Where(e => e.EventType == EventType.WorkflowTaskStarted).Select(e => e.WorkflowTaskStartedEventAttributes).ToList();
        Assert.Equal([false, true], started.Select(task => task.SuggestContinueAsNew));
        Assert.Equal([SuggestContinueAsNewReason.TooManyHistoryEvents], started[1].SuggestContinueAsNewReasons);
    }

    [Fact]
    public async Task History_OfFourMegabytes_SuggestsToContinueAsNew()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), request => AddMarkers(request, bytes: 1_900_000));
        await CompleteAsync(await PollAsync(), request => AddMarkers(request, bytes: 1_900_000));
        await CompleteAsync(await PollAsync(), request => AddMarkers(request, bytes: 500_000));

        await PollAsync();

        var started = (await HistoryAsync()).Where(e => e.EventType == EventType.WorkflowTaskStarted).Select(e => e.WorkflowTaskStartedEventAttributes).ToList();
        Assert.Equal([false, false, false, true], started.Select(task => task.SuggestContinueAsNew));
        Assert.Equal([SuggestContinueAsNewReason.HistorySizeTooLarge], started[3].SuggestContinueAsNewReasons);
        Assert.InRange(started[3].HistorySizeBytes, 4 * 1024 * 1024, 5 * 1024 * 1024);
    }

    [Fact]
    public async Task Heartbeats_OfOneWorkflowTaskForHalfAnHour_AreEnough()
    {
        await StartAsync(change: request => request.WorkflowTaskTimeout = Seconds(120));
        var task = await PollAsync();
        for (var minute = 0; minute < 30; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            task = (await HeartbeatAsync(task)).WorkflowTask;
        }

        Time.Advance(TimeSpan.FromMinutes(1));
        var error = await RefusedAsync(GrpcStatusCode.NotFound, () => HeartbeatAsync(task));

        Assert.Equal("workflow task heartbeat timeout", error.Message);
    }

    private static void AddMarkers(RespondWorkflowTaskCompletedRequest request, int bytes)
    {
        request.ForceCreateNewWorkflowTask = true;
        request.Commands.Add(new Command
        {
            RecordMarkerCommandAttributes = new() { MarkerName = "m", Details = { ["large"] = Text(new string('x', bytes)) } },
        });
    }

    private static Command OfType(CommandType type, Command command)
    {
        command.CommandType = type;
        return command;
    }

    private static Command Child(string id) => new()
    {
        StartChildWorkflowExecutionCommandAttributes = new() { WorkflowId = id, WorkflowType = new() { Name = "child" }, TaskQueue = new() { Name = Queue } },
    };

    private Task<RespondWorkflowTaskCompletedResponse> HeartbeatAsync(PollWorkflowTaskQueueResponse task) =>
        CompleteAsync(task, request => request.ForceCreateNewWorkflowTask = request.ReturnNewWorkflowTask = true);
}
