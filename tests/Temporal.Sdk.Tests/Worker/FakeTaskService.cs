using System.Threading.Channels;
using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker.Polling;

namespace Temporalio.Tests.Worker;

/// <summary>A service in memory: hands out the tasks that a test puts in, and keeps the answers.</summary>
internal sealed class FakeTaskService : IWorkflowTaskService
{
    private readonly Channel<PollWorkflowTaskQueueResponse> tasks = Channel.CreateUnbounded<PollWorkflowTaskQueueResponse>();
    private readonly Channel<IMessage> answers = Channel.CreateUnbounded<IMessage>();

    internal List<PollWorkflowTaskQueueRequest> Polls { get; } = [];

    internal ShutdownWorkerRequest? Shutdown { get; private set; }

    internal int HistoryReads { get; private set; }

    /// <summary>What a read of the history gives, two events to the page.</summary>
    internal IReadOnlyList<Api.History.V1.HistoryEvent> History { get; set; } = [];

    internal Func<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse> OnComplete { get; set; } =
        _ => new();

    internal static PollWorkflowTaskQueueResponse Task(
        HistoryBuilder history, string type, long fromEventId = 1, string runId = HistoryBuilder.RunId) => new()
        {
            TaskToken = ByteString.CopyFromUtf8("token"),
            WorkflowExecution = new() { WorkflowId = "workflow", RunId = runId },
            WorkflowType = new() { Name = type },
            StartedEventId = history.LastEventId,
            Attempt = 1,
            History = new() { Events = { history.Events.Where(e => e.EventId >= fromEventId) } },
        };

    internal void Give(PollWorkflowTaskQueueResponse task) => Assert.True(tasks.Writer.TryWrite(task));

    internal async Task<T> AnswerAsync<T>()
        where T : IMessage
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return Assert.IsType<T>(await answers.Reader.ReadAsync(limit.Token));
    }

    public async Task<PollWorkflowTaskQueueResponse> PollAsync(
        PollWorkflowTaskQueueRequest request, CancellationToken cancellationToken)
    {
        lock (Polls)
            Polls.Add(request);
        return await tasks.Reader.ReadAsync(cancellationToken);
    }

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(RespondWorkflowTaskCompletedRequest request)
    {
        answers.Writer.TryWrite(request);
        return System.Threading.Tasks.Task.FromResult(OnComplete(request));
    }

    public Task FailAsync(RespondWorkflowTaskFailedRequest request)
    {
        answers.Writer.TryWrite(request);
        return System.Threading.Tasks.Task.CompletedTask;
    }

    public Task AnswerQueryAsync(RespondQueryTaskCompletedRequest request)
    {
        answers.Writer.TryWrite(request);
        return System.Threading.Tasks.Task.CompletedTask;
    }

    public Task<GetWorkflowExecutionHistoryResponse> GetHistoryAsync(GetWorkflowExecutionHistoryRequest request)
    {
        HistoryReads++;
        var from = request.NextPageToken.IsEmpty ? 0 : int.Parse(request.NextPageToken.ToStringUtf8(), null);
        var page = from + 2;
        return System.Threading.Tasks.Task.FromResult(new GetWorkflowExecutionHistoryResponse
        {
            History = new() { Events = { History.Skip(from).Take(2) } },
            NextPageToken = page < History.Count ? ByteString.CopyFromUtf8($"{page}") : ByteString.Empty,
        });
    }

    public Task ShutdownAsync(ShutdownWorkerRequest request)
    {
        Shutdown = request;
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
