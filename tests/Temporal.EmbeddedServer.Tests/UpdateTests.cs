using Google.Protobuf.WellKnownTypes;
using Temporal.Api.Transport;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporal.EmbeddedServer.Tests;

public sealed class UpdateTests : ServerTest
{
    [Fact]
    public async Task Update_AcceptedAndCompletedInOneTask_AnswersWithItsOutcome()
    {
        var task = await IdleAsync();
        var update = UpdateAsync("u", Stage.Completed);
        task = await PollAsync();
        var message = Assert.Single(task.Messages);
        Assert.Equal(("u", task.StartedEventId - 1), (message.ProtocolInstanceId, message.EventId));

        await CompleteAsync(task, request => Answer(request, message, Accept(message), Respond("u")));

        var response = await update;
        Assert.Equal((Stage.Completed, Text("updated")), (response.Stage, response.Outcome.Success));
        var events = await HistoryAsync();
        Assert.Equal([EventType.WorkflowExecutionUpdateAccepted, EventType.WorkflowExecutionUpdateCompleted], events[^2..].Select(e => e.EventType));
        Assert.Equal(events[^2].EventId, events[^1].WorkflowExecutionUpdateCompletedEventAttributes.AcceptedEventId);
    }

    [Fact]
    public async Task Update_Rejected_FailsAndLeavesNoEvent()
    {
        await IdleAsync();
        var update = UpdateAsync("u", Stage.Completed);
        var task = await PollAsync();

        await CompleteAsync(task, request => request.Messages.Add(new Message
        {
            Id = "reject",
            ProtocolInstanceId = "u",
            Body = Any.Pack(new Rejection { Failure = new() { Message = "no" } }),
        }));

        Assert.Equal("no", (await update).Outcome.Failure.Message);
        Assert.Equal(EventType.WorkflowTaskCompleted, (await EventTypesAsync())[^1]);
    }

    [Fact]
    public async Task Update_NotMentionedByTheWorker_IsRejected()
    {
        await IdleAsync();
        var update = UpdateAsync("u", Stage.Accepted);

        await CompleteAsync(await PollAsync());

        Assert.Equal("UnprocessedUpdate", (await update).Outcome.Failure.ApplicationFailureInfo.Type);
    }

    [Fact]
    public async Task Update_MessageWithoutABody_FailsTheTaskAndRidesAgain()
    {
        await IdleAsync();
        _ = UpdateAsync("u", Stage.Completed);
        var task = await PollAsync();

        await RefusedAsync(
            GrpcStatusCode.InvalidArgument, () => CompleteAsync(task, request => request.Messages.Add(new Message { Id = "empty", ProtocolInstanceId = "u" })));

        Assert.Equal(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, (await HistoryAsync()).Last(e => e.WorkflowTaskFailedEventAttributes is not null).WorkflowTaskFailedEventAttributes.Cause);
        Assert.Equal("u", Assert.Single((await PollAsync()).Messages).ProtocolInstanceId);
    }

    [Fact]
    public async Task Update_CompletedLater_IsPolledFor()
    {
        await IdleAsync();
        var update = UpdateAsync("u", Stage.Accepted);
        var task = await PollAsync();
        await CompleteAsync(task, request => Answer(request, task.Messages[0], Accept(task.Messages[0])));
        var accepted = await update;
        Assert.Equal((Stage.Accepted, null), (accepted.Stage, accepted.Outcome));

        var poll = CallAsync<PollWorkflowExecutionUpdateResponse>("PollWorkflowExecutionUpdate", new PollWorkflowExecutionUpdateRequest
        {
            Namespace = Ns,
            UpdateRef = accepted.UpdateRef,
            WaitPolicy = new() { LifecycleStage = Stage.Completed },
        });
        await SignalAsync();
        await CompleteAsync(await PollAsync(), request => Answer(request, task.Messages[0], Respond("u")));

        Assert.Equal(Text("updated"), (await poll).Outcome.Success);
    }

    [Fact]
    public async Task Update_SameIdTwice_IsOneUpdate()
    {
        await IdleAsync();
        var both = Task.WhenAll(UpdateAsync("u", Stage.Completed), UpdateAsync("u", Stage.Completed));
        var task = await PollAsync();

        await CompleteAsync(task, request => Answer(request, task.Messages[0], Accept(task.Messages[0]), Respond("u")));

        Assert.All(await both, response => Assert.Equal(Text("updated"), response.Outcome.Success));
        Assert.Single(await EventTypesAsync(), EventType.WorkflowExecutionUpdateAccepted);
    }

    [Fact]
    public async Task Update_AfterRestart_IsStillDelivered()
    {
        await IdleAsync();
        var update = UpdateAsync("u", Stage.Completed);
        await EventuallyAsync(d => d.PendingWorkflowTask is not null);

        await RestartAsync();
        await Assert.ThrowsAsync<GrpcException>(() => update);

        Assert.Equal("u", Assert.Single((await PollAsync()).Messages).ProtocolInstanceId);
    }

    [Fact]
    public async Task Update_WorkflowCloses_AcceptedFailsAndAdmittedIsAborted()
    {
        await IdleAsync();
        var accepted = UpdateAsync("accepted", Stage.Completed);
        var task = await PollAsync();
        var admitted = UpdateAsync("admitted", Stage.Completed);
        await CompleteAsync(task, request => Answer(request, task.Messages[0], Accept(task.Messages[0])));

        await CallAsync<TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", new TerminateWorkflowExecutionRequest { Namespace = Ns, WorkflowExecution = new() { WorkflowId = "wf" } });

        Assert.Equal("AcceptedUpdateCompletedWorkflow", (await accepted).Outcome.Failure.ApplicationFailureInfo.Type);
        await RefusedAsync(GrpcStatusCode.NotFound, () => admitted);
    }

    [Fact]
    public async Task Updates_NineTenthsOfWhatARunTakes_SuggestToContinueAsNew()
    {
        const int Suggested = 1800;
        await IdleAsync();
        for (var sent = 0; sent < Suggested; sent += 10)
        {
            // As many as may be in flight.
            await Task.WhenAll(Enumerable.Range(sent, 10).Select(i => UpdateAsync($"u{i}", Stage.Admitted)));
            var task = await PollAsync();
            await CompleteAsync(task, request =>
            {
                foreach (var message in task.Messages)
                {
                    Answer(request, message, Accept(message), Respond(message.ProtocolInstanceId));
                }
            });
        }

        var tasks = (await HistoryAsync()).Where(e => e.WorkflowTaskStartedEventAttributes is not null).Select(e => e.WorkflowTaskStartedEventAttributes).ToList();
        Assert.True(tasks[^1].SuggestContinueAsNew);
        Assert.Contains(SuggestContinueAsNewReason.TooManyUpdates, tasks[^1].SuggestContinueAsNewReasons);
        Assert.All(tasks[..^1], task => Assert.DoesNotContain(SuggestContinueAsNewReason.TooManyUpdates, task.SuggestContinueAsNewReasons));
    }

    private static Message Accept(Message request) => new()
    {
        Id = $"{request.ProtocolInstanceId}/accept",
        ProtocolInstanceId = request.ProtocolInstanceId,
        Body = Any.Pack(new Acceptance { AcceptedRequestMessageId = request.Id, AcceptedRequestSequencingEventId = request.EventId }),
    };

    private static Message Respond(string id) => new()
    {
        Id = $"{id}/respond",
        ProtocolInstanceId = id,
        Body = Any.Pack(new Response { Meta = new() { UpdateId = id }, Outcome = new() { Success = Text("updated") } }),
    };

    private static void Answer(RespondWorkflowTaskCompletedRequest request, Message to, params Message[] messages)
    {
        Assert.NotNull(to.Body);
        request.Messages.AddRange(messages);
        request.Commands.AddRange(messages.Select(m => new Command
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new() { MessageId = m.Id },
        }));
    }

    /// <summary>A workflow that waits and has no task.</summary>
    private async Task<PollWorkflowTaskQueueResponse> IdleAsync()
    {
        await StartAsync();
        var task = await PollAsync();
        await CompleteAsync(task, Timer("t", 3600));
        return task;
    }

    private Task<UpdateWorkflowExecutionResponse> UpdateAsync(string id, Stage wait) => CallAsync<UpdateWorkflowExecutionResponse>(
        "UpdateWorkflowExecution",
        new UpdateWorkflowExecutionRequest
        {
            Namespace = Ns,
            WorkflowExecution = new() { WorkflowId = "wf" },
            WaitPolicy = new() { LifecycleStage = wait },
            Request = new() { Meta = new() { UpdateId = id }, Input = new() { Name = "add", Args = Text("1") } },
        });
}
