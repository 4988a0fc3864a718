using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Fakes;

namespace Temporalio.Tests.Client;

public sealed class WorkflowResultTests
{
    [Fact]
    public async Task Result_OfAChainOfRuns_IsTheLastOnes()
    {
        await using var server = await HistoryAsync(runId => runId switch
        {
            "a" => new() { WorkflowExecutionContinuedAsNewEventAttributes = new() { NewExecutionRunId = "b" } },
            "b" => new() { WorkflowExecutionFailedEventAttributes = new() { NewExecutionRunId = "c" } },
            _ => Completed(7),
        });
        var handle = await HandleAsync(server);

        Assert.Equal(7, await handle.GetResultAsync());
    }

    [Fact]
    public async Task Result_WithoutFollowing_SaysContinuedAsNew()
    {
        await using var server = await HistoryAsync(_ =>
            new() { WorkflowExecutionContinuedAsNewEventAttributes = new() { NewExecutionRunId = "b" } });
        var handle = await HandleAsync(server);

        var error = await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(() => handle.GetResultAsync(followRuns: false));

        Assert.Equal("b", error.NewRunId);
    }

    [Fact]
    public async Task Result_WhileTheServerAnswersEmpty_KeepsWaiting()
    {
        var rounds = 0;
        await using var server = await new FakeServer()
            .On<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(_ => ++rounds < 3
                ? new() { History = new(), NextPageToken = ByteString.CopyFromUtf8("more") }
                : new() { History = new() { Events = { Completed(1) } } })
            .StartAsync();
        var handle = await HandleAsync(server);

        Assert.Equal(1, await handle.GetResultAsync());
        Assert.Equal("more", server.Requests<GetWorkflowExecutionHistoryRequest>()[^1].NextPageToken.ToStringUtf8());
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Result_OfAnotherEnd_IsItsException(byte[] close, Type reason, string message)
    {
        await using var server = await HistoryAsync(_ => HistoryEvent.Parser.ParseFrom(close));
        var handle = await HandleAsync(server);

        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        Assert.Equal(reason, error.InnerException!.GetType());
        Assert.Equal(message, error.InnerException.Message);
    }

    public static TheoryData<byte[], Type, string> Endings
    {
        get
        {
            var failed = new HistoryEvent
            {
                WorkflowExecutionFailedEventAttributes = new()
                {
                    Failure = new() { Message = "bad", ApplicationFailureInfo = new() { Type = "Kind" } },
                },
            };
            var canceled = new HistoryEvent { WorkflowExecutionCanceledEventAttributes = new() };
            var terminated = new HistoryEvent { WorkflowExecutionTerminatedEventAttributes = new() { Reason = "enough" } };
            var timedOut = new HistoryEvent { WorkflowExecutionTimedOutEventAttributes = new() };
            return new()
            {
                { failed.ToByteArray(), typeof(ApplicationFailureException), "bad" },
                { canceled.ToByteArray(), typeof(CanceledFailureException), "Workflow canceled" },
                { terminated.ToByteArray(), typeof(TerminatedFailureException), "enough" },
                { timedOut.ToByteArray(), typeof(TimeoutFailureException), "Workflow timed out" },
            };
        }
    }

    [Fact]
    public async Task FetchHistory_ReadsAllPages()
    {
        await using var server = await new FakeServer()
            .On<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(request => request.NextPageToken.IsEmpty
                ? new() { History = new() { Events = { new HistoryEvent { EventId = 1 } } }, NextPageToken = ByteString.CopyFromUtf8("2") }
                : new() { History = new() { Events = { new HistoryEvent { EventId = 2 } } } })
            .StartAsync();
        var client = await server.ConnectAsync();

        var history = await client.GetWorkflowHandle("id", "run").FetchHistoryAsync();

        Assert.Equal([1, 2], history.Events.Select(item => item.EventId));
        Assert.Equal("run", server.Requests<GetWorkflowExecutionHistoryRequest>()[0].Execution.RunId);
    }

    [Fact]
    public async Task FetchHistoryEvents_WaitingAndCancelled_Ends()
    {
        var waiting = new TaskCompletionSource();
        await using var server = await new FakeServer()
            .On<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(async (_, call) =>
            {
                waiting.TrySetResult();
                await Task.Delay(Timeout.Infinite, call.Aborted);
                return new();
            })
            .StartAsync();
        var client = await server.ConnectAsync();
        using var source = new CancellationTokenSource();

        var events = client.GetWorkflowHandle("id").FetchHistoryEventsAsync(new() { WaitNewEvent = true })
            .ToListAsync(source.Token).AsTask();
        await waiting.Task;
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => events);
    }

    private static Task<FakeServer> HistoryAsync(Func<string, HistoryEvent> close) => new FakeServer()
        .On<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(request =>
        {
            Assert.True(request.WaitNewEvent);
            Assert.Equal(HistoryEventFilterType.CloseEvent, request.HistoryEventFilterType);
            return new() { History = new() { Events = { close(request.Execution.RunId) } } };
        })
        .StartAsync();

    private static HistoryEvent Completed(int result) => new()
    {
        WorkflowExecutionCompletedEventAttributes = new()
        {
            Result = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(result) } },
        },
    };

    private static async Task<WorkflowHandle<SampleWorkflow, int>> HandleAsync(FakeServer server) =>
        (await server.ConnectAsync()).GetWorkflowHandle<SampleWorkflow, int>("id", "a");
}
