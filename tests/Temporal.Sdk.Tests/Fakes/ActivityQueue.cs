using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Api.Transport;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Fakes;

/// <summary>The activity side of a fake server: hands out tasks and collects their answers.</summary>
internal sealed class ActivityQueue
{
    private readonly Channel<PollActivityTaskQueueResponse> tasks = Channel.CreateUnbounded<PollActivityTaskQueueResponse>();
    private readonly Channel<IMessage> answers = Channel.CreateUnbounded<IMessage>();
    private readonly Channel<RecordActivityTaskHeartbeatRequest> heartbeats = Channel.CreateUnbounded<RecordActivityTaskHeartbeatRequest>();
    private int token;

    public ActivityQueue(FakeServer server) => server
        .On<DescribeNamespaceRequest, DescribeNamespaceResponse>(_ => new())
        .On<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse>((_, call) => tasks.Reader.ReadAsync(call.Aborted).AsTask())
        .On<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>(request => Answer(request, new RespondActivityTaskCompletedResponse()))
        .On<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>(request => Answer(request, new RespondActivityTaskFailedResponse()))
        .On<RespondActivityTaskCanceledRequest, RespondActivityTaskCanceledResponse>(request => Answer(request, new RespondActivityTaskCanceledResponse()))
        .On<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse>(request =>
        {
            heartbeats.Writer.TryWrite(request);
            return OnHeartbeat(request);
        });

    public Func<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse> OnHeartbeat { get; set; } = _ => new();

    public static GrpcException Gone => GrpcException.WithDetail(
        GrpcStatusCode.NotFound, "invalid activityID or activity already timed out", new Api.ErrorDetails.V1.NotFoundFailure());

    public PollActivityTaskQueueResponse Add(string type, params object?[] args)
    {
        var task = new PollActivityTaskQueueResponse
        {
            TaskToken = ByteString.CopyFromUtf8($"token-{Interlocked.Increment(ref token)}"),
            ActivityId = "1",
            ActivityType = new() { Name = type },
            Attempt = 1,
            WorkflowNamespace = "default",
            WorkflowExecution = new() { WorkflowId = "w", RunId = "r" },
            WorkflowType = new() { Name = "W" },
            Input = new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayloads(args) } },
            HeartbeatTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(1)),
            StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(10)),
            ScheduledTime = Timestamp.FromDateTime(DateTime.UnixEpoch),
            CurrentAttemptScheduledTime = Timestamp.FromDateTime(DateTime.UnixEpoch),
            StartedTime = Timestamp.FromDateTime(DateTime.UnixEpoch),
        };
        return task;
    }

    public void Send(PollActivityTaskQueueResponse task) => tasks.Writer.TryWrite(task);

    public void Send(string type, params object?[] args) => Send(Add(type, args));

    public async Task<T> AnswerAsync<T>()
        where T : IMessage => Assert.IsType<T>(await answers.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)));

    public async Task<RecordActivityTaskHeartbeatRequest> HeartbeatAsync() =>
        await heartbeats.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    private T Answer<T>(IMessage request, T response)
    {
        answers.Writer.TryWrite(request);
        return response;
    }
}
