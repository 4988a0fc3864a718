using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class ChildTests : ServerTest
{
    [Fact]
    public async Task Child_Started_KnowsItsParentAndTheParentKnowsIt()
    {
        var parent = await StartAsync();
        await CompleteAsync(await PollAsync(), Child());

        var child = await PollAsync("children");

        var started = child.History.Events[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal((parent.RunId, 5L, "wf"), (started.ParentWorkflowExecution.RunId, started.ParentInitiatedEventId, started.RootWorkflowExecution.WorkflowId));
        var seen = (await HistoryAsync())[5].ChildWorkflowExecutionStartedEventAttributes;
        Assert.Equal((5L, child.WorkflowExecution.RunId), (seen.InitiatedEventId, seen.WorkflowExecution.RunId));
    }

    [Fact]
    public async Task Child_Completes_ParentGetsItsResultAndAStartedEventId()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Child());
        await CompleteAsync(await PollAsync("children"), Complete("from child"));

        var completed = (await PollAsync()).History.Events[^2];

        var attributes = completed.ChildWorkflowExecutionCompletedEventAttributes;
        Assert.Equal((5, 6, Text("from child")), (attributes.InitiatedEventId, attributes.StartedEventId, attributes.Result));
    }

    [Fact]
    public async Task Child_StartedAndEndedInOneParentTask_EndStillRefersToItsStart()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), request => request.Commands.Add(Timer("t", 1)));
        await SignalAsync();
        var parentTask = await PollAsync();
        var response = await CompleteAsync(parentTask, request => (request.ReturnNewWorkflowTask, _) = (true, Add(request, Child())));
        await CompleteAsync(await PollAsync("children"), Complete("quick"));

        await CompleteAsync(response.WorkflowTask);

        var events = await HistoryAsync();
        var started = events.Single(e => e.EventType == EventType.ChildWorkflowExecutionStarted);
        Assert.Equal(started.EventId, events.Single(e => e.EventType == EventType.ChildWorkflowExecutionCompleted).ChildWorkflowExecutionCompletedEventAttributes.StartedEventId);
    }

    [Fact]
    public async Task Child_ContinuesAsNew_ParentHearsOfTheLastRunOnly()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Child());
        await CompleteAsync(await PollAsync("children"), new Command { ContinueAsNewWorkflowExecutionCommandAttributes = new() });
        Time.Advance(TimeSpan.FromSeconds(1));
        var last = await PollAsync("children");
        await CompleteAsync(last, Complete());

        var ends = (await HistoryAsync()).Where(e => e.ChildWorkflowExecutionCompletedEventAttributes is not null).ToList();

        Assert.Equal(last.WorkflowExecution.RunId, Assert.Single(ends).ChildWorkflowExecutionCompletedEventAttributes.WorkflowExecution.RunId);
    }

    [Fact]
    public async Task Child_IdIsTaken_FailsToStart()
    {
        await StartAsync("child");
        await StartAsync();
        await PollAsync();

        await CompleteAsync(await PollAsync(), Child());

        var failed = (await HistoryAsync())[5].StartChildWorkflowExecutionFailedEventAttributes;
        Assert.Equal((5, StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists), (failed.InitiatedEventId, failed.Cause));
    }

    [Theory]
    [InlineData(ParentClosePolicy.Unspecified, WorkflowExecutionStatus.Terminated, false)]
    [InlineData(ParentClosePolicy.Terminate, WorkflowExecutionStatus.Terminated, false)]
    [InlineData(ParentClosePolicy.Abandon, WorkflowExecutionStatus.Running, false)]
    [InlineData(ParentClosePolicy.RequestCancel, WorkflowExecutionStatus.Running, true)]
    public async Task ParentCloses_ChildMeetsItsPolicy(ParentClosePolicy policy, WorkflowExecutionStatus status, bool cancelRequested)
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Child(policy));

        await CompleteAsync(await PollAsync(), Complete());

        var child = await DescribeAsync("child");
        Assert.Equal((status, cancelRequested), (child.WorkflowExecutionInfo.Status, child.WorkflowExtendedInfo.CancelRequested));
    }

    [Fact]
    public async Task SignalExternal_ToAnotherWorkflow_ArrivesAndIsReported()
    {
        await StartAsync("other");
        await PollAsync();
        await StartAsync();

        await CompleteAsync(await PollAsync(), new Command
        {
            SignalExternalWorkflowExecutionCommandAttributes = new() { Execution = new() { WorkflowId = "other" }, SignalName = "hello" },
        });

        Assert.Equal(EventType.ExternalWorkflowExecutionSignaled, (await EventTypesAsync())[5]);
        Assert.NotNull((await DescribeAsync("other")).PendingWorkflowTask);
    }

    [Fact]
    public async Task SignalAndCancelExternal_NobodyThere_AreReportedAsFailed()
    {
        await StartAsync();

        await CompleteAsync(
            await PollAsync(),
            new Command { SignalExternalWorkflowExecutionCommandAttributes = new() { Execution = new() { WorkflowId = "none" }, SignalName = "s" } },
            new Command { RequestCancelExternalWorkflowExecutionCommandAttributes = new() { WorkflowId = "none" } });

        var events = await HistoryAsync();
        Assert.Equal(5, events[6].SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId);
        Assert.Equal(6, events[7].RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId);
    }

    private static bool Add(RespondWorkflowTaskCompletedRequest request, Command command)
    {
        request.Commands.Add(command);
        return true;
    }

    private static Command Child(ParentClosePolicy policy = ParentClosePolicy.Unspecified) => new()
    {
        StartChildWorkflowExecutionCommandAttributes = new()
        {
            WorkflowId = "child",
            WorkflowType = new() { Name = "child-type" },
            TaskQueue = new() { Name = "children" },
            ParentClosePolicy = policy,
        },
    };
}
