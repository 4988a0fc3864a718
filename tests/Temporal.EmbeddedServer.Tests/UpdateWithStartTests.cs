using Google.Protobuf.WellKnownTypes;
using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Operation = Temporalio.Api.WorkflowService.V1.ExecuteMultiOperationRequest.Types.Operation;

namespace Temporal.EmbeddedServer.Tests;

public sealed class UpdateWithStartTests : ServerTest
{
    [Fact]
    public async Task UpdateWithStart_NothingRuns_StartsAndUpdates()
    {
        var call = ExecuteAsync();
        await AnswerUpdateAsync();

        var response = await call;

        Assert.True(response.Responses[0].StartWorkflow.Started);
        Assert.Equal(Text("done"), response.Responses[1].UpdateWorkflow.Outcome.Success);
    }

    [Fact]
    public async Task UpdateWithStart_RunsAndMayBeUsed_UpdatesIt()
    {
        var started = await StartAsync();
        var call = ExecuteAsync(start => start.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting);
        await AnswerUpdateAsync();

        var response = await call;

        Assert.False(response.Responses[0].StartWorkflow.Started);
        Assert.Equal(started.RunId, response.Responses[0].StartWorkflow.RunId);
        Assert.Equal(Text("done"), response.Responses[1].UpdateWorkflow.Outcome.Success);
    }

    [Fact]
    public async Task UpdateWithStart_RunsAndMustNotBeUsed_TellsWhichOperationFailed()
    {
        await StartAsync();

        var error = await RefusedAsync(GrpcStatusCode.AlreadyExists, () => ExecuteAsync());

        var statuses = error.Detail<MultiOperationExecutionFailure>()!.Statuses;
        Assert.Equal([(int)GrpcStatusCode.AlreadyExists, (int)GrpcStatusCode.Aborted], statuses.Select(status => status.Code));
        Assert.True(statuses[0].Details[0].Is(WorkflowExecutionAlreadyStartedFailure.Descriptor));
        Assert.True(statuses[1].Details[0].Is(MultiOperationExecutionAborted.Descriptor));
        Assert.DoesNotContain(await HistoryAsync(), e => e.EventType == EventType.WorkflowExecutionUpdateAccepted);
    }

    [Fact]
    public async Task UpdateWithStart_TheSameUpdateAgain_AnswersWithItsOutcome()
    {
        var call = ExecuteAsync();
        await AnswerUpdateAsync();
        var first = await call;

        var second = await ExecuteAsync();

        Assert.False(second.Responses[0].StartWorkflow.Started);
        Assert.Equal(first.Responses[0].StartWorkflow.RunId, second.Responses[0].StartWorkflow.RunId);
        Assert.Equal(Text("done"), second.Responses[1].UpdateWorkflow.Outcome.Success);
    }

    [Fact]
    public async Task UpdateWithStart_OfTwoWorkflows_IsInvalidArgumentAndStartsNone()
    {
        var error = await RefusedAsync(GrpcStatusCode.InvalidArgument, () => ExecuteAsync(start => start.WorkflowId = "other"));

        Assert.Equal((int)GrpcStatusCode.Aborted, error.Detail<MultiOperationExecutionFailure>()!.Statuses[0].Code);
        await RefusedAsync(GrpcStatusCode.NotFound, () => DescribeAsync("other"));
    }

    [Fact]
    public async Task Operations_ThatAreNoStartAndUpdate_AreInvalidArgument() => await RefusedAsync(
        GrpcStatusCode.InvalidArgument,
        () => CallAsync<ExecuteMultiOperationResponse>("ExecuteMultiOperation", new ExecuteMultiOperationRequest { Namespace = Ns }));

    private Task<ExecuteMultiOperationResponse> ExecuteAsync(Action<StartWorkflowExecutionRequest>? change = null)
    {
        var start = new StartWorkflowExecutionRequest
        {
            Namespace = Ns,
            WorkflowId = "wf",
            WorkflowType = new() { Name = "type" },
            TaskQueue = new() { Name = Queue },
            WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.Fail,
        };
        change?.Invoke(start);
        return CallAsync<ExecuteMultiOperationResponse>("ExecuteMultiOperation", new ExecuteMultiOperationRequest
        {
            Namespace = Ns,
            Operations =
            {
                new Operation { StartWorkflow = start },
                new Operation
                {
                    UpdateWorkflow = new()
                    {
                        Namespace = Ns,
                        WorkflowExecution = new() { WorkflowId = "wf" },
                        WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
                        Request = new() { Meta = new() { UpdateId = "u" }, Input = new() { Name = "update" } },
                    },
                },
            },
        });
    }

    /// <summary>The worker accepts and completes the update that its next task carries.</summary>
    private async Task AnswerUpdateAsync()
    {
        var task = await PollAsync();
        while (task.Messages.Count == 0)
        {
            await CompleteAsync(task);
            task = await PollAsync();
        }

        var request = task.Messages[0];
        await CompleteAsync(task, completion =>
        {
            completion.Messages.Add(Message("accept", new Acceptance { AcceptedRequestMessageId = request.Id, AcceptedRequest = request.Body.Unpack<Request>() }));
            completion.Messages.Add(Message("response", new Response { Outcome = new() { Success = Text("done") } }));
            completion.Commands.Add(Place("accept"));
            completion.Commands.Add(Place("response"));
        });
    }

    private static Message Message(string id, Google.Protobuf.IMessage body) => new() { Id = id, ProtocolInstanceId = "u", Body = Any.Pack(body) };

    private static Temporalio.Api.Command.V1.Command Place(string id) =>
        new() { CommandType = CommandType.ProtocolMessage, ProtocolMessageCommandAttributes = new() { MessageId = id } };
}
