using Temporal.Api.Transport;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Fakes;

namespace Temporalio.Tests.Client;

public sealed class WorkflowMessagesTests
{
    [Fact]
    public async Task Signal_ByExpression_SendsNameAndInput()
    {
        await using var server = await new FakeServer()
            .On<SignalWorkflowExecutionRequest, SignalWorkflowExecutionResponse>(_ => new()).StartAsync();

        await (await HandleAsync(server)).SignalAsync(wf => wf.NoteAsync("hi"));

        var request = Assert.Single(server.Requests<SignalWorkflowExecutionRequest>());
        Assert.Equal(("id", "Note"), (request.WorkflowExecution.WorkflowId, request.SignalName));
        Assert.Equal("\"hi\"", request.Input.Payloads_.Single().Data.ToStringUtf8());
        Assert.NotEmpty(request.RequestId);
    }

    [Fact]
    public async Task Query_ByMethodAndProperty_SendsItsName()
    {
        await using var server = await new FakeServer()
            .On<QueryWorkflowRequest, QueryWorkflowResponse>(request => new() { QueryResult = Payloads(request.Query.QueryType) })
            .StartAsync();
        var handle = await HandleAsync(server);

        Assert.Equal("Echo", await handle.QueryAsync(wf => wf.Echo("x")));
        Assert.Equal("Last", await handle.QueryAsync(wf => wf.Last));
    }

    [Fact]
    public async Task Query_ThatFails_IsQueryFailed()
    {
        await using var server = await new FakeServer().On<QueryWorkflowRequest, QueryWorkflowResponse>(_ =>
            throw GrpcException.WithDetail(GrpcStatusCode.InvalidArgument, "no such query", new QueryFailedFailure())).StartAsync();
        var handle = await HandleAsync(server);

        var error = await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync(wf => wf.Last));

        Assert.Equal("no such query", error.Message);
    }

    [Fact]
    public async Task Query_OfAStatusThatIsRefused_IsRejected()
    {
        await using var server = await new FakeServer().On<QueryWorkflowRequest, QueryWorkflowResponse>(request =>
            request.QueryRejectCondition == QueryRejectCondition.NotOpen
                ? new() { QueryRejected = new() { Status = WorkflowExecutionStatus.Completed } }
                : new()).StartAsync();
        var handle = await HandleAsync(server);

        var error = await Assert.ThrowsAsync<WorkflowQueryRejectedException>(() => handle.QueryAsync(
            wf => wf.Last, new() { RejectCondition = QueryRejectCondition.NotOpen }));

        Assert.Equal(WorkflowExecutionStatus.Completed, error.WorkflowStatus);
    }

    [Fact]
    public async Task ExecuteUpdate_PollsUntilTheOutcome()
    {
        var polls = 0;
        await using var server = await new FakeServer()
            .On<UpdateWorkflowExecutionRequest, UpdateWorkflowExecutionResponse>(_ => new()
            {
                Stage = UpdateWorkflowExecutionLifecycleStage.Accepted,
                UpdateRef = new() { WorkflowExecution = new() { WorkflowId = "id", RunId = "run" } },
            })
            .On<PollWorkflowExecutionUpdateRequest, PollWorkflowExecutionUpdateResponse>(_ =>
                ++polls < 2 ? new() : new() { Outcome = new() { Success = Payloads(12) } })
            .StartAsync();

        Assert.Equal(12, await (await HandleAsync(server)).ExecuteUpdateAsync(wf => wf.AddAsync(5), new("u")));

        var poll = server.Requests<PollWorkflowExecutionUpdateRequest>()[^1];
        Assert.Equal(("u", "run"), (poll.UpdateRef.UpdateId, poll.UpdateRef.WorkflowExecution.RunId));
    }

    [Fact]
    public async Task ExecuteUpdate_ThatIsRejected_IsUpdateFailed()
    {
        await using var server = await new FakeServer()
            .On<UpdateWorkflowExecutionRequest, UpdateWorkflowExecutionResponse>(_ => new()
            {
                Stage = UpdateWorkflowExecutionLifecycleStage.Completed,
                Outcome = new() { Failure = new() { Message = "no", ApplicationFailureInfo = new() { Type = "Refused" } } },
            })
            .StartAsync();
        var handle = await HandleAsync(server);

        var error = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() =>
            handle.ExecuteUpdateAsync(wf => wf.AddAsync(5)));

        Assert.Equal("Refused", Assert.IsType<ApplicationFailureException>(error.InnerException).ErrorType);
    }

    [Fact]
    public async Task StartUpdate_WithoutAStage_IsRefused()
    {
        await using var server = await new FakeServer().StartAsync();
        var handle = await HandleAsync(server);

        await Assert.ThrowsAsync<ArgumentException>(() => handle.StartUpdateAsync(wf => wf.AddAsync(5), new()));
    }

    [Fact]
    public async Task CancelAndTerminate_NameRunAndReason()
    {
        await using var server = await new FakeServer()
            .On<RequestCancelWorkflowExecutionRequest, RequestCancelWorkflowExecutionResponse>(_ => new())
            .On<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(_ => new())
            .StartAsync();
        var handle = (await server.ConnectAsync()).GetWorkflowHandle("id", "run", "first");

        await handle.CancelAsync();
        await handle.TerminateAsync("enough", new() { Details = [5] });

        var cancel = Assert.Single(server.Requests<RequestCancelWorkflowExecutionRequest>());
        Assert.Equal(("run", "first"), (cancel.WorkflowExecution.RunId, cancel.FirstExecutionRunId));
        var terminate = Assert.Single(server.Requests<TerminateWorkflowExecutionRequest>());
        Assert.Equal(("enough", "5"), (terminate.Reason, terminate.Details.Payloads_.Single().Data.ToStringUtf8()));
    }

    private static Payloads Payloads(object value) =>
        new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(value) } };

    private static async Task<WorkflowHandle<SampleWorkflow>> HandleAsync(FakeServer server) =>
        (await server.ConnectAsync()).GetWorkflowHandle<SampleWorkflow>("id");
}
