using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Converters;
using Temporalio.Worker.Polling;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class WorkflowWorkerTests : IAsyncDisposable
{
    private readonly FakeTaskService service = new();
    private readonly CancellationTokenSource stop = new();
    private readonly HistoryBuilder history = new();
    private WorkflowWorker? worker;
    private Task? running;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        worker?.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task Worker_Polling_AsksNormalAndStickyQueue()
    {
        Start();
        service.Give(FakeTaskService.Task(history.Started(nameof(StepsWorkflow)).Task(), nameof(StepsWorkflow)));
        await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        await StopAsync();

        lock (service.Polls)
        {
            Assert.Contains(service.Polls, poll => poll.TaskQueue is { Kind: TaskQueueKind.Normal, Name: "queue" });
            Assert.Contains(service.Polls, poll => poll.TaskQueue is { Kind: TaskQueueKind.Sticky, NormalName: "queue" });
        }
        Assert.NotEmpty(service.Shutdown!.StickyTaskQueue);
    }

    [Fact]
    public async Task Task_WithTheNewEventsOnly_ContinuesTheCachedRun()
    {
        Start();
        service.Give(FakeTaskService.Task(history.Started(nameof(StepsWorkflow)).Task(), nameof(StepsWorkflow)));
        var first = await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        Assert.NotNull(first.StickyAttributes);
        history.TaskCompleted();
        var timer = history.TimerStarted("1");
        history.TimerFired(timer, "1").Task();

        service.Give(FakeTaskService.Task(history, nameof(StepsWorkflow), fromEventId: 4));

        var second = await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        Assert.Equal(CommandType.CompleteWorkflowExecution, Assert.Single(second.Commands).CommandType);
        Assert.Equal(0, service.HistoryReads);
        Assert.Equal(0, worker!.Handler.Cache.Count);
    }

    [Fact]
    public async Task Task_WithNewEventsForARunThatLeft_ReadsTheWholeHistoryByPages()
    {
        Start();
        history.Started(nameof(StepsWorkflow)).Task().TaskCompleted();
        var timer = history.TimerStarted("1");
        history.TimerFired(timer, "1").Task();
        service.History = history.Events;

        service.Give(FakeTaskService.Task(history, nameof(StepsWorkflow), fromEventId: 4));

        var answer = await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        Assert.Equal(CommandType.CompleteWorkflowExecution, Assert.Single(answer.Commands).CommandType);
        Assert.Equal(4, service.HistoryReads);
    }

    [Fact]
    public async Task Task_ThatFails_IsReportedOnceAndForgotten()
    {
        Start();
        var task = FakeTaskService.Task(history.Started("Unknown").Task(), "Unknown");

        service.Give(task.Clone());
        var failed = await service.AnswerAsync<RespondWorkflowTaskFailedRequest>();
        task.Attempt = 2;
        service.Give(task);
        service.Give(FakeTaskService.Task(
            new HistoryBuilder().Started(nameof(StepsWorkflow)).Task(), nameof(StepsWorkflow), runId: "other"));

        Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.Cause);
        Assert.Contains(nameof(StepsWorkflow), failed.Failure.Message, StringComparison.Ordinal);
        await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
    }

    [Fact]
    public async Task Task_OfOtherCode_FailsAsNondeterminism()
    {
        Start();
        history.Started(nameof(StepsWorkflow)).Task().TaskCompleted();
        history.ActivityScheduled("1", "Old");
        history.Signaled("x").Task();

        service.Give(FakeTaskService.Task(history, nameof(StepsWorkflow)));

        var failed = await service.AnswerAsync<RespondWorkflowTaskFailedRequest>();
        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.Cause);
    }

    [Fact]
    public async Task Task_NotTakenByTheService_LeavesTheCache()
    {
        Start();
        service.OnComplete = answer =>
        {
            service.OnComplete = _ => new();
            throw new RpcException(RpcException.StatusCode.InvalidArgument, "UnhandledCommand", null);
        };
        service.Give(FakeTaskService.Task(history.Started(nameof(StepsWorkflow)).Task(), nameof(StepsWorkflow)));
        await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        history.TaskFailed().Task();

        service.Give(FakeTaskService.Task(history, nameof(StepsWorkflow)));

        var again = await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        Assert.Equal(CommandType.StartTimer, Assert.Single(again.Commands).CommandType);
    }

    [Fact]
    public async Task Answer_ThatBringsTheNextTask_IsFollowedAtOnce()
    {
        Start();
        service.OnComplete = answer =>
        {
            if (answer.Commands[0].CommandType != CommandType.StartTimer)
                return new();
            history.TaskCompleted();
            var timer = history.TimerStarted("1");
            history.TimerFired(timer, "1").Task();
            return new() { WorkflowTask = FakeTaskService.Task(history, nameof(StepsWorkflow), fromEventId: 4) };
        };
        service.Give(FakeTaskService.Task(history.Started(nameof(StepsWorkflow)).Task(), nameof(StepsWorkflow)));

        await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();

        var second = await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        Assert.Equal(CommandType.CompleteWorkflowExecution, Assert.Single(second.Commands).CommandType);
    }

    [Fact]
    public async Task Query_OfARunThatLeft_IsAnsweredFromHistory()
    {
        Start();
        history.Started(nameof(StepsWorkflow)).Task().TaskCompleted();
        history.TimerStarted("1");
        service.History = history.Events;

        service.Give(Query("Step"));

        var answer = await service.AnswerAsync<RespondQueryTaskCompletedRequest>();
        Assert.Equal(QueryResultType.Answered, answer.CompletedType);
        Assert.Equal("\"waiting\"", answer.QueryResult.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Query_ThenTask_GoOnFromTheSameRun()
    {
        Start();
        history.Started(nameof(StepsWorkflow)).Task().TaskCompleted();
        var timer = history.TimerStarted("1");
        service.History = [.. history.Events];
        service.Give(Query("Step"));
        await service.AnswerAsync<RespondQueryTaskCompletedRequest>();
        history.TimerFired(timer, "1").Task();

        service.Give(FakeTaskService.Task(history, nameof(StepsWorkflow), fromEventId: 4));

        var answer = await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        Assert.Equal(CommandType.CompleteWorkflowExecution, Assert.Single(answer.Commands).CommandType);
        Assert.Equal(3, service.HistoryReads);
    }

    [Fact]
    public async Task Workflow_ThatBlocks_FailsItsTaskAsDeadlock()
    {
        Start(settings => settings with { DeadlockTimeout = TimeSpan.FromMilliseconds(50) });
        BlockingWorkflow.Release.Reset();

        service.Give(FakeTaskService.Task(history.Started(nameof(BlockingWorkflow)).Task(), nameof(BlockingWorkflow)));

        var failed = await service.AnswerAsync<RespondWorkflowTaskFailedRequest>();
        Assert.Contains("TMPRL1101", failed.Failure.Message, StringComparison.Ordinal);
        BlockingWorkflow.Release.Set();
    }

    [Fact]
    public async Task Cache_OverItsLimit_DropsTheOldestRun()
    {
        Start(settings => settings with { MaxCachedRuns = 2, MaxConcurrentTasks = 1 });
        foreach (var run in new[] { "a", "b", "c" })
        {
            service.Give(FakeTaskService.Task(
                new HistoryBuilder().Started(nameof(StepsWorkflow)).Task(), nameof(StepsWorkflow), runId: run));
            await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        }

        Assert.Equal(2, worker!.Handler.Cache.Count);
    }

    [Fact]
    public async Task Codec_OfTheUser_SeesPayloadsBothWays()
    {
        var codec = new ReversingCodec();
        Start(settings => settings with
        {
            Environment = settings.Environment with { DataConverter = DataConverter.Default with { PayloadCodec = codec } },
        });
        history.Started(nameof(EchoWorkflow), "hello");
        var input = history.Events[0].WorkflowExecutionStartedEventAttributes.Input;
        var encoded = await codec.EncodeAsync([.. input.Payloads_]);
        input.Payloads_.Clear();
        input.Payloads_.Add(encoded);

        service.Give(FakeTaskService.Task(history.Task(), nameof(EchoWorkflow)));

        var answer = await service.AnswerAsync<RespondWorkflowTaskCompletedRequest>();
        var result = Assert.Single(answer.Commands).CompleteWorkflowExecutionCommandAttributes.Result.Payloads_;
        var decoded = await codec.DecodeAsync([.. result]);
        Assert.Equal("\"hello\"", decoded.Single().Data.ToStringUtf8());
        Assert.NotEqual("\"hello\"", result[0].Data.ToStringUtf8());
    }

    private static PollWorkflowTaskQueueResponse Query(string name) => new()
    {
        TaskToken = ByteString.CopyFromUtf8("query"),
        WorkflowExecution = new() { WorkflowId = "workflow", RunId = HistoryBuilder.RunId },
        WorkflowType = new() { Name = nameof(StepsWorkflow) },
        Query = new() { QueryType = name },
        History = new(),
    };

    private void Start(Func<WorkflowWorkerSettings, WorkflowWorkerSettings>? change = null)
    {
        WorkflowDefinition[] workflows =
        [
            WorkflowDefinition.Create<StepsWorkflow>(),
            WorkflowDefinition.Create<BlockingWorkflow>(),
            WorkflowDefinition.Create<EchoWorkflow>(),
        ];
        var settings = new WorkflowWorkerSettings(
            new("namespace", "queue", DataConverter.Default, NullLoggerFactory.Instance, [], new(workflows)), "worker");
        worker = new(service, change == null ? settings : change(settings));
        running = worker.ExecuteAsync(stop.Token);
    }

    private async Task StopAsync()
    {
        await stop.CancelAsync();
        if (running != null)
            await running;
    }

    [Workflow]
    public sealed class StepsWorkflow
    {
        [WorkflowQuery]
        public string Step { get; private set; } = "new";

        [WorkflowRun]
        public async Task RunAsync()
        {
            Step = "waiting";
            await Workflow.DelayAsync(1000);
            Step = "done";
        }
    }

    [Workflow]
    public sealed class BlockingWorkflow
    {
        internal static readonly ManualResetEventSlim Release = new();

        [WorkflowRun]
        public Task RunAsync()
        {
            Release.Wait();
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class EchoWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(string text) => Task.FromResult(text);
    }
}
