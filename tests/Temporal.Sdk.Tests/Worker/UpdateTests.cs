using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class UpdateTests
{
    [Fact]
    public void Update_Accepted_PlacesAcceptanceAndResponse()
    {
        var run = new RunHarness<CounterWorkflow>();
        run.Start();
        run.History.TaskCompleted().Task();

        var answer = run.Process(Request(run, "one", "Add", 5));

        Assert.Equal(["ProtocolMessage", "ProtocolMessage"], answer.Kinds());
        Assert.Equal(
            answer.Messages.Select(message => message.Id),
            answer.Commands.Select(command => command.ProtocolMessageCommandAttributes.MessageId));
        var response = answer.Messages[1].Body.Unpack<Response>();
        Assert.Equal(5, DataConverter.Default.PayloadConverter.ToValue<int>(response.Outcome.Success.Payloads_[0]));
        Assert.Equal("one", answer.Messages[0].ProtocolInstanceId);
    }

    [Fact]
    public void Update_RefusedByItsValidator_LeavesNoCommand()
    {
        var run = new RunHarness<CounterWorkflow>();
        run.Start();
        run.History.TaskCompleted().Task();

        var answer = run.Process(Request(run, "one", "Add", -1));

        Assert.Empty(answer.Commands);
        Assert.Equal("not negative", Assert.Single(answer.Messages).Body.Unpack<Rejection>().Failure.Message);
    }

    [Fact]
    public void Update_UnknownName_IsRejectedWithTheKnownOnes()
    {
        var run = new RunHarness<CounterWorkflow>();
        run.Start();
        run.History.TaskCompleted().Task();

        var rejection = Assert.Single(run.Process(Request(run, "one", "Nothing", 1)).Messages).Body.Unpack<Rejection>();

        Assert.Contains("Add", rejection.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_FailsInItsHandler_CompletesWithTheFailure()
    {
        var run = new RunHarness<CounterWorkflow>();
        run.Start();
        run.History.TaskCompleted().Task();

        var answer = run.Process(Request(run, "one", "Add", 13));

        Assert.Equal("unlucky", answer.Messages[1].Body.Unpack<Response>().Outcome.Failure.Message);
    }

    [Fact]
    public void Update_InHistory_IsRunAgainOnReplayWithoutMessages()
    {
        var run = new RunHarness<CounterWorkflow>();
        run.Start();
        run.History.TaskCompleted().Task();
        var request = Request(run, "one", "Add", 5);
        run.Process(request);
        run.History.TaskCompleted();
        Record(run.History, request);
        run.History.Signaled("End").Task();

        var answer = run.ProcessUncached();

        Assert.Equal(5, answer.ResultOf<int>());
        Assert.Empty(answer.Messages);
    }

    private static Message Request<T>(RunHarness<T> run, string id, string name, int value) => new()
    {
        Id = $"{id}/request",
        ProtocolInstanceId = id,
        EventId = run.History.LastEventId - 1,
        Body = Any.Pack(new Request
        {
            Meta = new() { UpdateId = id },
            Input = new() { Name = name, Args = HistoryBuilder.Payloads(value) },
        }),
    };

    private static void Record(HistoryBuilder history, Message request)
    {
        var accepted = history.Add(EventType.WorkflowExecutionUpdateAccepted, e =>
            e.WorkflowExecutionUpdateAcceptedEventAttributes = new()
            {
                ProtocolInstanceId = request.ProtocolInstanceId,
                AcceptedRequestMessageId = request.Id,
                AcceptedRequestSequencingEventId = request.EventId,
                AcceptedRequest = request.Body.Unpack<Request>(),
            });
        history.Add(EventType.WorkflowExecutionUpdateCompleted, e =>
            e.WorkflowExecutionUpdateCompletedEventAttributes = new()
            {
                AcceptedEventId = accepted,
                Meta = new() { UpdateId = request.ProtocolInstanceId },
            });
    }

    [Workflow]
    public sealed class CounterWorkflow
    {
        private int total;
        private bool ended;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => ended && Workflow.AllHandlersFinished);
            return total;
        }

        [WorkflowUpdate]
        public async Task<int> AddAsync(int value)
        {
            await Workflow.RunTaskAsync(() => Task.CompletedTask);
            if (value == 13)
                throw new ApplicationFailureException("unlucky");
            return total += value;
        }

        [WorkflowUpdateValidator(nameof(AddAsync))]
        public void ValidateAdd(int value)
        {
            if (value < 0)
                throw new ApplicationFailureException("not negative");
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            ended = true;
            return Task.CompletedTask;
        }
    }
}
