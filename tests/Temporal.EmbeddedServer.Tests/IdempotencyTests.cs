using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

/// <summary>A client that got no answer calls again: whatever the first call did must not be done twice, across a restart either.</summary>
public sealed class IdempotencyTests : ServerTest
{
    [Fact]
    public async Task Start_AgainAfterTheWorkflowClosed_IsTheSameRun()
    {
        var first = await StartAsync(change: request => request.RequestId = "once");
        await CompleteAsync(await PollAsync(), Complete());

        await RestartAsync();
        var second = await StartAsync(change: request => request.RequestId = "once");

        Assert.Equal((first.RunId, true), (second.RunId, second.Started));
    }

    [Fact]
    public async Task Signal_Again_IsOneEvent()
    {
        await StartAsync();
        await SignalAsync(requestId: "once");

        await RestartAsync();
        await SignalAsync(requestId: "once");

        Assert.Equal(1, await CountAsync(e => e.WorkflowExecutionSignaledEventAttributes is not null));
    }

    [Fact]
    public async Task Signal_AgainWhileTheFirstIsBuffered_IsOneEvent()
    {
        await StartAsync();
        var task = await PollAsync();
        await SignalAsync(requestId: "once");

        await RestartAsync();
        await SignalAsync(requestId: "once");
        await CompleteAsync(task);

        Assert.Equal(1, await CountAsync(e => e.WorkflowExecutionSignaledEventAttributes is not null));
    }

    [Fact]
    public async Task SignalWithStart_Again_IsOneRunAndOneSignal()
    {
        var first = await SignalWithStartAsync();
        var second = await SignalWithStartAsync();

        Assert.Equal(first.RunId, second.RunId);
        Assert.Equal(1, await CountAsync(e => e.WorkflowExecutionSignaledEventAttributes is not null));
    }

    [Fact]
    public async Task SignalWithStart_AgainAfterTheWorkflowClosed_IsTheSameAnswer()
    {
        var first = await SignalWithStartAsync();
        await CompleteAsync(await PollAsync(), Complete());

        var second = await SignalWithStartAsync();

        Assert.Equal((first.RunId, first.Started), (second.RunId, second.Started));
    }

    [Fact]
    public async Task WorkflowTask_CompletedAgain_IsNotFoundAndChangesNothing()
    {
        await StartAsync();
        var task = await PollAsync();
        await CompleteAsync(task, Timer("t", 60));
        var before = await HistoryAsync();

        await RefusedAsync(GrpcStatusCode.NotFound, () => CompleteAsync(task, Timer("t", 60)));
        await RefusedAsync(GrpcStatusCode.NotFound, () => CallAsync<RespondWorkflowTaskFailedResponse>(
            "RespondWorkflowTaskFailed", new RespondWorkflowTaskFailedRequest { TaskToken = task.TaskToken }));

        Assert.Equal(before, await HistoryAsync());
    }

    [Fact]
    public async Task Activity_AnsweredAgain_IsNotFoundAndOneEnd()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"));
        var task = await PollActivityAsync();
        await CompleteActivityAsync(task);

        await RestartAsync();
        await RefusedAsync(GrpcStatusCode.NotFound, () => CompleteActivityAsync(task));
        await RefusedAsync(GrpcStatusCode.NotFound, () => CallAsync<RespondActivityTaskFailedResponse>(
            "RespondActivityTaskFailed", new RespondActivityTaskFailedRequest { TaskToken = task.TaskToken }));
        await RefusedAsync(GrpcStatusCode.NotFound, () => CallAsync<RecordActivityTaskHeartbeatResponse>(
            "RecordActivityTaskHeartbeat", new RecordActivityTaskHeartbeatRequest { TaskToken = task.TaskToken }));

        Assert.Equal(1, await CountAsync(e => e.ActivityTaskCompletedEventAttributes is not null));
    }

    [Fact]
    public async Task Activity_FailedAgainAfterItsRetryBegan_DoesNotEndTheNewAttempt()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"));
        var first = await PollActivityAsync();
        await FailActivityAsync(first);
        Time.Advance(TimeSpan.FromSeconds(1));
        var second = await PollActivityAsync();

        await RefusedAsync(GrpcStatusCode.NotFound, () => FailActivityAsync(first));
        await CompleteActivityAsync(second);

        Assert.Equal(2, second.Attempt);
        Assert.Equal(1, await CountAsync(e => e.ActivityTaskCompletedEventAttributes is not null));
    }

    [Fact]
    public async Task TerminateAndDelete_Again_AreNotFound()
    {
        await StartAsync();
        var terminate = new TerminateWorkflowExecutionRequest { Namespace = Ns, WorkflowExecution = new() { WorkflowId = "wf" } };
        var delete = new DeleteWorkflowExecutionRequest { Namespace = Ns, WorkflowExecution = new() { WorkflowId = "wf" } };
        await CallAsync<TerminateWorkflowExecutionResponse>("TerminateWorkflowExecution", terminate);
        await RefusedAsync(GrpcStatusCode.NotFound, () => CallAsync<TerminateWorkflowExecutionResponse>("TerminateWorkflowExecution", terminate));
        await CallAsync<DeleteWorkflowExecutionResponse>("DeleteWorkflowExecution", delete);
        await RefusedAsync(GrpcStatusCode.NotFound, () => CallAsync<DeleteWorkflowExecutionResponse>("DeleteWorkflowExecution", delete));
    }

    [Fact]
    public async Task SearchAttributesAndNamespace_Again_AreKnown()
    {
        const string Operator = "temporal.api.operatorservice.v1.OperatorService";
        var add = new AddSearchAttributesRequest { SearchAttributes = { ["Again"] = IndexedValueType.Int } };
        await CallAsync<AddSearchAttributesResponse>("AddSearchAttributes", add, Operator);
        await CallAsync<AddSearchAttributesResponse>("AddSearchAttributes", add, Operator);
        add.SearchAttributes["Again"] = IndexedValueType.Keyword;
        await RefusedAsync(GrpcStatusCode.AlreadyExists, () => CallAsync<AddSearchAttributesResponse>("AddSearchAttributes", add, Operator));
        await RefusedAsync(
            GrpcStatusCode.AlreadyExists,
            () => CallAsync<RegisterNamespaceResponse>("RegisterNamespace", new RegisterNamespaceRequest { Namespace = Ns }));
    }

    private Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync() =>
        CallAsync<SignalWithStartWorkflowExecutionResponse>("SignalWithStartWorkflowExecution", new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = Ns, WorkflowId = "wf", WorkflowType = new() { Name = "type" }, TaskQueue = new() { Name = Queue }, SignalName = "s", RequestId = "once",
        });

    private Task<RespondActivityTaskCompletedResponse> CompleteActivityAsync(PollActivityTaskQueueResponse task) =>
        CallAsync<RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { TaskToken = task.TaskToken });

    private Task<RespondActivityTaskFailedResponse> FailActivityAsync(PollActivityTaskQueueResponse task) =>
        CallAsync<RespondActivityTaskFailedResponse>("RespondActivityTaskFailed", new RespondActivityTaskFailedRequest { TaskToken = task.TaskToken });

    private async Task<int> CountAsync(Func<HistoryEvent, bool> condition) => (await HistoryAsync()).Count(condition);
}
