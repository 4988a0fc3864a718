using Google.Protobuf.WellKnownTypes;
using Temporal.Api.Transport;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class LifecycleTests : ServerTest
{
    [Fact]
    public async Task Start_IdIsRunning_IsAlreadyStartedWithTheRun()
    {
        var first = await StartAsync();

        var error = await RefusedAsync(GrpcStatusCode.AlreadyExists, () => StartAsync());

        Assert.Equal(first.RunId, error.Detail<WorkflowExecutionAlreadyStartedFailure>()!.RunId);
    }

    [Fact]
    public async Task Start_SameRequestIdAgain_IsTheSameAnswer()
    {
        var first = await StartAsync(change: r => r.RequestId = "same");

        var second = await StartAsync(change: r => r.RequestId = "same");

        Assert.Equal((first.RunId, true), (second.RunId, second.Started));
    }

    [Fact]
    public async Task Start_UseExisting_AnswersWithTheRunningOne()
    {
        var first = await StartAsync();

        var second = await StartAsync(change: r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting);

        Assert.Equal((first.RunId, false), (second.RunId, second.Started));
    }

    [Fact]
    public async Task Start_TerminateExisting_EndsTheOldRun()
    {
        var first = await StartAsync();

        var second = await StartAsync(change: r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);

        Assert.NotEqual(first.RunId, second.RunId);
        Assert.Equal(WorkflowExecutionStatus.Terminated, await StatusAsync(runId: first.RunId));
    }

    [Theory]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicate, true)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly, false)]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate, false)]
    public async Task Start_IdIsCompleted_FollowsTheReusePolicy(WorkflowIdReusePolicy policy, bool allowed)
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Complete());

        var second = StartAsync(change: r => r.WorkflowIdReusePolicy = policy);

        if (allowed)
        {
            Assert.True((await second).Started);
        }
        else
        {
            await RefusedAsync(GrpcStatusCode.AlreadyExists, () => second);
        }
    }

    [Fact]
    public async Task Start_WithDelay_FirstTaskComesAfterIt()
    {
        await StartAsync(change: r => r.WorkflowStartDelay = Seconds(60));
        await SignalAsync();
        Assert.Empty((await TryPollAsync()).TaskToken);

        Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(
            [EventType.WorkflowExecutionStarted, EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted],
            (await PollAsync()).History.Events.Select(e => e.EventType));
    }

    [Fact]
    public async Task SignalWithStart_NewWorkflow_SignalComesBeforeTheFirstTask()
    {
        var response = await SignalWithStartAsync();

        Assert.True(response.Started);
        Assert.Equal(
            [EventType.WorkflowExecutionStarted, EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled], await EventTypesAsync());
        Assert.False((await SignalWithStartAsync()).Started);
    }

    [Fact]
    public async Task Cancel_Twice_IsOneRequestAndNoErrorWhenClosed()
    {
        await StartAsync();
        await CancelAsync();
        await CancelAsync();
        Assert.Single(await EventTypesAsync(), EventType.WorkflowExecutionCancelRequested);

        await CompleteAsync(await PollAsync(), new Command { CancelWorkflowExecutionCommandAttributes = new() });
        await CancelAsync();

        Assert.Equal(WorkflowExecutionStatus.Canceled, await StatusAsync());
    }

    [Fact]
    public async Task Terminate_DuringATask_FailsTheTaskFirst()
    {
        await StartAsync();
        await PollAsync();

        await TerminateAsync();

        var events = await HistoryAsync();
        Assert.Equal(WorkflowTaskFailedCause.ForceCloseCommand, events[3].WorkflowTaskFailedEventAttributes.Cause);
        Assert.Equal("enough", events[4].WorkflowExecutionTerminatedEventAttributes.Reason);
        await RefusedAsync(GrpcStatusCode.NotFound, () => TerminateAsync());
    }

    [Fact]
    public async Task Terminate_OfAnotherChain_IsNotFoundAndLeavesTheWorkflowAlone()
    {
        var run = await StartAsync();

        await RefusedAsync(GrpcStatusCode.NotFound, () => TerminateAsync(firstRunId: Guid.NewGuid().ToString()));

        Assert.Equal(WorkflowExecutionStatus.Running, await StatusAsync());
        await TerminateAsync(run.RunId);
        Assert.Equal(WorkflowExecutionStatus.Terminated, await StatusAsync());
    }

    [Fact]
    public async Task Signal_ClosedWorkflow_IsNotFound()
    {
        await StartAsync();
        await TerminateAsync();

        var error = await RefusedAsync(GrpcStatusCode.NotFound, () => SignalAsync());

        Assert.Equal("workflow execution already completed", error.Message);
    }

    [Fact]
    public async Task RunTimeout_Passed_TimesTheRunOut()
    {
        await StartAsync(change: r => r.WorkflowRunTimeout = Seconds(60));

        Time.Advance(TimeSpan.FromSeconds(60));
        await EventuallyAsync(d => d.WorkflowExecutionInfo.Status != WorkflowExecutionStatus.Running);

        Assert.Equal(RetryState.RetryPolicyNotSet, (await HistoryAsync())[^1].WorkflowExecutionTimedOutEventAttributes.RetryState);
    }

    [Fact]
    public async Task RetryPolicy_WorkflowFails_NextRunComesAfterTheBackOff()
    {
        var first = await StartAsync(change: r => r.RetryPolicy = new() { MaximumAttempts = 2, InitialInterval = Seconds(10) });
        await CompleteAsync(await PollAsync(), Fail());
        var failed = (await HistoryAsync(runId: first.RunId))[^1].WorkflowExecutionFailedEventAttributes;
        Assert.Equal(RetryState.InProgress, failed.RetryState);

        Time.Advance(TimeSpan.FromSeconds(10));
        var second = await PollAsync();

        Assert.Equal(failed.NewExecutionRunId, second.WorkflowExecution.RunId);
        var started = second.History.Events[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal((2, "broken", ContinueAsNewInitiator.Retry), (started.Attempt, started.ContinuedFailure.Message, started.Initiator));
        Assert.Equal((first.RunId, first.RunId), (started.FirstExecutionRunId, started.ContinuedExecutionRunId));
        await CompleteAsync(second, Fail());
        Assert.Equal(RetryState.MaximumAttemptsReached, (await HistoryAsync())[^1].WorkflowExecutionFailedEventAttributes.RetryState);
    }

    [Fact]
    public async Task ContinueAsNew_KeepsTheChainAndWhatIsNotOverridden()
    {
        var first = await StartAsync(change: r => r.Memo = new() { Fields = { ["m"] = Text("memo").Payloads_[0] } });
        var task = await PollAsync();
        Time.Advance(TimeSpan.FromSeconds(2));
        await CompleteAsync(task, new Command { ContinueAsNewWorkflowExecutionCommandAttributes = new() { Input = Text("next") } });

        var next = await PollAsync();

        var started = next.History.Events[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal((await HistoryAsync(runId: first.RunId))[^1].WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId, next.WorkflowExecution.RunId);
        Assert.Equal((first.RunId, first.RunId, 1), (started.FirstExecutionRunId, started.ContinuedExecutionRunId, started.Attempt));
        Assert.Equal(next.WorkflowExecution.RunId, started.OriginalExecutionRunId);
        Assert.Equal((Text("next"), "type", Queue), (started.Input, started.WorkflowType.Name, started.TaskQueue.Name));
        Assert.True(started.Memo.Fields.ContainsKey("m"));
        Assert.Equal(WorkflowExecutionStatus.ContinuedAsNew, await StatusAsync(runId: first.RunId));
    }

    [Fact]
    public async Task ContinueAsNew_WithinASecond_IsHeldBack()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), new Command { ContinueAsNewWorkflowExecutionCommandAttributes = new() });
        Assert.Empty((await TryPollAsync()).TaskToken);

        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, (await PollAsync()).Attempt);
    }

    [Fact]
    public async Task Timer_Started_FiresWhenItsTimeIsOver()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Timer("late", 20), Timer("early", 10));

        Time.Advance(TimeSpan.FromSeconds(20));
        var fired = (await PollAsync()).History.Events.Where(e => e.TimerFiredEventAttributes is not null).ToList();

        Assert.Equal(["early", "late"], fired.Select(e => e.TimerFiredEventAttributes.TimerId));
        Assert.Equal([6L, 5L], fired.Select(e => e.TimerFiredEventAttributes.StartedEventId));
    }

    [Fact]
    public async Task Delete_RunningWorkflow_IsGone()
    {
        await StartAsync();

        await CallAsync<DeleteWorkflowExecutionResponse>("DeleteWorkflowExecution", new DeleteWorkflowExecutionRequest { Namespace = Ns, WorkflowExecution = new() { WorkflowId = "wf" } });

        await RefusedAsync(GrpcStatusCode.NotFound, () => DescribeAsync());
    }

    [Fact]
    public async Task Requests_OfAnUnknownNamespace_SayWhichOne()
    {
        var error = await RefusedAsync(GrpcStatusCode.NotFound, () => StartAsync(change: r => r.Namespace = "nowhere"));

        Assert.Equal("nowhere", error.Detail<NamespaceNotFoundFailure>()!.Namespace);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("type")]
    [InlineData("queue")]
    [InlineData("timeout")]
    [InlineData("cron")]
    [InlineData("retry")]
    public async Task Start_BadRequest_IsInvalidArgument(string what) => await RefusedAsync(GrpcStatusCode.InvalidArgument, () => StartAsync(change: r =>
    {
        r.WorkflowId = what == "id" ? new string('x', 1001) : r.WorkflowId;
        r.WorkflowType = what == "type" ? null : r.WorkflowType;
        r.TaskQueue = what == "queue" ? null : r.TaskQueue;
        r.WorkflowRunTimeout = what == "timeout" ? new Duration { Seconds = -1 } : null;
        r.CronSchedule = what == "cron" ? "* * * * *" : "";
        r.RetryPolicy = what == "retry" ? new() { BackoffCoefficient = 0.5 } : null;
    }));

    private static Command Fail() =>
        new() { FailWorkflowExecutionCommandAttributes = new() { Failure = new() { Message = "broken", ApplicationFailureInfo = new() } } };

    private Task<RequestCancelWorkflowExecutionResponse> CancelAsync() => CallAsync<RequestCancelWorkflowExecutionResponse>(
        "RequestCancelWorkflowExecution",
        new RequestCancelWorkflowExecutionRequest { Namespace = Ns, WorkflowExecution = new() { WorkflowId = "wf" }, RequestId = Guid.NewGuid().ToString() });

    private Task<TerminateWorkflowExecutionResponse> TerminateAsync(string firstRunId = "") => CallAsync<TerminateWorkflowExecutionResponse>(
        "TerminateWorkflowExecution",
        new TerminateWorkflowExecutionRequest
        {
            Namespace = Ns, WorkflowExecution = new() { WorkflowId = "wf" }, FirstExecutionRunId = firstRunId, Reason = "enough",
        });

    private Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync() => CallAsync<SignalWithStartWorkflowExecutionResponse>(
        "SignalWithStartWorkflowExecution",
        new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = Ns,
            WorkflowId = "wf",
            WorkflowType = new() { Name = "type" },
            TaskQueue = new() { Name = Queue },
            SignalName = "signal",
            RequestId = Guid.NewGuid().ToString(),
        });
}
