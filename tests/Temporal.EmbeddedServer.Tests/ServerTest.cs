using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Api.Transport;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

/// <summary>A real server on loopback with its own file and clock, and the calls of a client and a worker, spoken by hand.</summary>
public abstract class ServerTest : IAsyncLifetime
{
    protected const string Ns = "default";
    protected const string Queue = "queue";
    protected const string Worker = "worker";
    private readonly string folder = Directory.CreateTempSubdirectory("embedded-server-").FullName;
    private EmbeddedTemporalServer server = null!;
    private GrpcChannel channel = null!;

    internal ManualTime Time { get; } = new();

    protected virtual string? HostedWorkerIdentity => null;

    protected string Address => server.Address;

    public async Task InitializeAsync() => await OpenAsync();

    public async Task DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(folder, recursive: true);
    }

    protected static Payloads Text(string text) => new()
    {
        Payloads_ =
        {
            new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8($"\"{text}\"") },
        },
    };

    protected static Duration Seconds(double seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));

    protected static Command Complete(string result = "done") =>
        new() { CommandType = CommandType.CompleteWorkflowExecution, CompleteWorkflowExecutionCommandAttributes = new() { Result = Text(result) } };

    protected static Command Timer(string id, double seconds) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new() { TimerId = id, StartToFireTimeout = Seconds(seconds) },
    };

    protected static Command Activity(string id, Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new() { Name = "act" },
            TaskQueue = new() { Name = Queue },
            Input = Text("in"),
            StartToCloseTimeout = Seconds(60),
        };
        change?.Invoke(attributes);
        return new() { CommandType = CommandType.ScheduleActivityTask, ScheduleActivityTaskCommandAttributes = attributes };
    }

    /// <summary>The server dies without a word, and another one opens the same file.</summary>
    protected async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    protected Task<T> CallAsync<T>(string method, IMessage request, string service = "temporal.api.workflowservice.v1.WorkflowService", TimeSpan? timeout = null)
        where T : IMessage<T>, new() =>
        channel.UnaryCallAsync(
            service, method, request, new MessageParser<T>(() => new T()), new GrpcCallOptions { Timeout = timeout ?? TimeSpan.FromMinutes(1) });

    protected static async Task<GrpcException> RefusedAsync(GrpcStatusCode code, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<GrpcException>(call);
        Assert.Equal(code, error.StatusCode);
        return error;
    }

    protected Task<StartWorkflowExecutionResponse> StartAsync(string id = "wf", Action<StartWorkflowExecutionRequest>? change = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = Ns,
            WorkflowId = id,
            WorkflowType = new() { Name = "type" },
            TaskQueue = new() { Name = Queue },
            RequestId = Guid.NewGuid().ToString(),
            Identity = "client",
        };
        change?.Invoke(request);
        return CallAsync<StartWorkflowExecutionResponse>("StartWorkflowExecution", request);
    }

    /// <summary>Polls until there is a task; an empty answer fails the test.</summary>
    protected async Task<PollWorkflowTaskQueueResponse> PollAsync(string queue = Queue, string identity = Worker)
    {
        var task = await TryPollAsync(queue, identity, TimeSpan.FromSeconds(60));
        Assert.NotEmpty(task.TaskToken);
        return task;
    }

    protected Task<PollWorkflowTaskQueueResponse> TryPollAsync(string queue = Queue, string identity = Worker, TimeSpan? wait = null) =>
        OrNothingAsync<PollWorkflowTaskQueueResponse>(
            "PollWorkflowTaskQueue",
            new PollWorkflowTaskQueueRequest { Namespace = Ns, TaskQueue = new() { Name = queue }, Identity = identity },
            wait);

    protected Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, params Command[] commands) =>
        CompleteAsync(task, request => request.Commands.AddRange(commands));

    protected Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(
        PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest> change)
    {
        var request = new RespondWorkflowTaskCompletedRequest { Namespace = Ns, TaskToken = task.TaskToken, Identity = Worker };
        change(request);
        foreach (var command in request.Commands.Where(command => command.CommandType == CommandType.Unspecified))
        {
            // The attributes tell it: FooCommandAttributes belong to Foo.
            command.CommandType = System.Enum.Parse<CommandType>(command.AttributesCase.ToString().Replace("CommandAttributes", "", StringComparison.Ordinal));
        }

        return CallAsync<RespondWorkflowTaskCompletedResponse>("RespondWorkflowTaskCompleted", request);
    }

    protected async Task<PollActivityTaskQueueResponse> PollActivityAsync(string identity = Worker)
    {
        var task = await TryPollActivityAsync(identity, TimeSpan.FromSeconds(60));
        Assert.NotEmpty(task.TaskToken);
        return task;
    }

    protected Task<PollActivityTaskQueueResponse> TryPollActivityAsync(string identity = Worker, TimeSpan? wait = null) =>
        OrNothingAsync<PollActivityTaskQueueResponse>(
            "PollActivityTaskQueue",
            new PollActivityTaskQueueRequest { Namespace = Ns, TaskQueue = new() { Name = Queue }, Identity = identity },
            wait);

    protected Task<SignalWorkflowExecutionResponse> SignalAsync(string name = "signal", string id = "wf", string requestId = "") =>
        CallAsync<SignalWorkflowExecutionResponse>("SignalWorkflowExecution", new SignalWorkflowExecutionRequest
        {
            Namespace = Ns,
            WorkflowExecution = new() { WorkflowId = id },
            SignalName = name,
            RequestId = requestId,
        });

    protected async Task<List<HistoryEvent>> HistoryAsync(string id = "wf", string runId = "")
    {
        var events = new List<HistoryEvent>();
        var page = ByteString.Empty;
        do
        {
            var response = await CallAsync<GetWorkflowExecutionHistoryResponse>("GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
            {
                Namespace = Ns,
                Execution = new() { WorkflowId = id, RunId = runId },
                NextPageToken = page,
            });
            events.AddRange(response.History.Events);
            page = response.NextPageToken;
        }
        while (!page.IsEmpty);

        return events;
    }

    /// <summary>The types of a run's events, checked to be numbered without a gap.</summary>
    protected async Task<EventType[]> EventTypesAsync(string id = "wf", string runId = "")
    {
        var events = await HistoryAsync(id, runId);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.EventId));
        return [.. events.Select(e => e.EventType)];
    }

    protected Task<DescribeWorkflowExecutionResponse> DescribeAsync(string id = "wf", string runId = "") =>
        CallAsync<DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest { Namespace = Ns, Execution = new() { WorkflowId = id, RunId = runId } });

    protected async Task<WorkflowExecutionStatus> StatusAsync(string id = "wf", string runId = "") =>
        (await DescribeAsync(id, runId)).WorkflowExecutionInfo.Status;

    /// <summary>Waits until the description of the workflow satisfies the condition.</summary>
    protected async Task EventuallyAsync(Func<DescribeWorkflowExecutionResponse, bool> condition, string id = "wf")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition(await DescribeAsync(id)))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>How often something that could have been lost was flushed because it was read; empty for never.</summary>
    protected string Mark()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "server.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE name = 'mark'";
        return (string?)command.ExecuteScalar() ?? string.Empty;
    }

    /// <summary>Keeps the server's file as it is now: what a power failure would leave if nothing later reached the disk.</summary>
    protected string Snapshot()
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "snapshot")).FullName;
        foreach (var file in new[] { "server.db", "server.db-wal" })
        {
            File.Copy(Path.Combine(folder, file), Path.Combine(copy, file), overwrite: true);
        }

        return copy;
    }

    /// <summary>The power fails, and the server starts with what a snapshot holds.</summary>
    protected async Task RestartFromAsync(string snapshot)
    {
        await CloseAsync();
        foreach (var file in Directory.GetFiles(snapshot))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        await OpenAsync();
    }

    /// <summary>Empty when no task came in time: a loaded machine may miss the server's own empty answer.</summary>
    private async Task<T> OrNothingAsync<T>(string method, IMessage request, TimeSpan? wait)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return await CallAsync<T>(method, request, timeout: wait ?? TimeSpan.FromMilliseconds(200));
        }
        catch (GrpcException e) when (e.StatusCode == GrpcStatusCode.DeadlineExceeded)
        {
            return new T();
        }
    }

    private async Task OpenAsync()
    {
        server = await EmbeddedTemporalServer.StartAsync(new EmbeddedServerOptions
        {
            DatabasePath = Path.Combine(folder, "server.db"),
            TimeProvider = Time,
            HostedWorkerIdentity = HostedWorkerIdentity,
        });
        channel = new GrpcChannel(new GrpcChannelOptions { Address = server.Address });
    }

    private async Task CloseAsync()
    {
        channel.Dispose();
        await server.DisposeAsync();
    }
}
