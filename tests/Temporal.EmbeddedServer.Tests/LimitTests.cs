using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Api.Transport;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.EmbeddedServer.Tests;

public sealed class LimitTests : ServerTest
{
    private const int OverBlob = (2 * 1024 * 1024) + 1;
    private const int OverMessage = 5 * 1024 * 1024;

    public static TheoryData<string, Action<StartWorkflowExecutionRequest>> BadStarts { get; } = new()
    {
        { "WorkflowId", request => request.WorkflowId = new string('x', 1001) },
        { "WorkflowId", request => request.WorkflowId = "" },
        { "WorkflowType", request => request.WorkflowType = null },
        { "TaskQueue", request => request.TaskQueue = new() { Name = new string('x', 1001) } },
        { "RequestId", request => request.RequestId = new string('x', 1001) },
        { "Identity", request => request.Identity = new string('x', 1001) },
        { "input", request => request.Input = Bytes(OverBlob) },
        { "memo", request => request.Memo = new() { Fields = { ["m"] = Bytes(OverBlob).Payloads_[0] } } },
        { "negative", request => request.WorkflowRunTimeout = Seconds(-1) },
        { "nanoseconds", request => request.WorkflowStartDelay = new() { Seconds = 1, Nanos = int.MaxValue } },
        { "retry policy", request => request.RetryPolicy = new() { BackoffCoefficient = 0.5 } },
        { "retry policy", request => request.RetryPolicy = new() { BackoffCoefficient = double.NaN } },
        { "retry policy", request => request.RetryPolicy = new() { InitialInterval = new() { Seconds = 1, Nanos = -3 } } },
        { "cron", request => request.CronSchedule = "* * * * *" },
        { "search attribute", request => request.SearchAttributes = new() { IndexedFields = { ["NoSuch"] = Text("x").Payloads_[0] } } },
        { "size limit", request => request.SearchAttributes = new() { IndexedFields = { ["BatcherUser"] = Text(new string('x', 2050)).Payloads_[0] } } },
        { "exceeds limit", request => request.SearchAttributes = Attributes(101) },
        { "Namespace", request => request.Namespace = "" },
    };

    [Theory]
    [MemberData(nameof(BadStarts))]
    public async Task Start_OfWhatIsTooLargeOrWrong_IsInvalidArgumentWithASentence(string about, Action<StartWorkflowExecutionRequest> change)
    {
        var error = await RefusedAsync(GrpcStatusCode.InvalidArgument, () => StartAsync(change: change));

        Assert.Contains(about, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Durations_BeyondAllTime_AreLongAndStopNothing()
    {
        var ever = new Duration { Seconds = long.MaxValue, Nanos = int.MaxValue };
        await StartAsync(change: request => request.WorkflowRunTimeout = new() { Seconds = long.MaxValue });
        var timer = Timer("ever", 1);
        timer.StartTimerCommandAttributes.StartToFireTimeout = ever;
        var activity = Activity("a", attributes =>
        {
            attributes.StartToCloseTimeout = ever;
            attributes.RetryPolicy = new() { InitialInterval = Seconds(1), MaximumInterval = ever, BackoffCoefficient = double.PositiveInfinity };
        });
        await CompleteAsync(await PollAsync(), timer, activity);
        var first = await PollActivityAsync();

        await CallAsync<RespondActivityTaskFailedResponse>(
            "RespondActivityTaskFailed", new RespondActivityTaskFailedRequest { Namespace = Ns, TaskToken = first.TaskToken, Failure = new() { ApplicationFailureInfo = new() } });
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await PollActivityAsync()).Attempt);
        Assert.Equal(WorkflowExecutionStatus.Running, await StatusAsync());
    }

    [Fact]
    public async Task Message_LargerThanTheServerTakes_IsResourceExhaustedAsGrpcSaysIt()
    {
        var error = await RefusedAsync(GrpcStatusCode.ResourceExhausted, () => StartAsync(change: request => request.Input = Bytes(OverMessage)));

        Assert.StartsWith("grpc: received message larger than max", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ActivityResult_TooLarge_FailsTheActivity()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"));
        var task = await PollActivityAsync();

        await CallAsync<RespondActivityTaskCompletedResponse>(
            "RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { TaskToken = task.TaskToken, Result = Bytes(OverBlob) });

        Assert.Contains(await EventTypesAsync(), type => type == EventType.ActivityTaskFailed);
    }

    [Fact]
    public async Task ActivityFailure_TooLarge_IsKeptShort()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a", a => a.RetryPolicy = new() { MaximumAttempts = 1 }));
        var task = await PollActivityAsync();

        await CallAsync<RespondActivityTaskFailedResponse>("RespondActivityTaskFailed", new RespondActivityTaskFailedRequest
        {
            TaskToken = task.TaskToken,
            Failure = new() { Message = new string('x', OverBlob), ApplicationFailureInfo = new() { Type = "Kind" } },
        });

        var failure = (await HistoryAsync()).Select(e => e.ActivityTaskFailedEventAttributes?.Failure).OfType<Temporalio.Api.Failure.V1.Failure>().Single();
        Assert.Equal("Kind", failure.ApplicationFailureInfo.Type);
        Assert.True(failure.CalculateSize() < 5000);
    }

    [Fact]
    public async Task Heartbeat_TooLarge_IsInvalidArgument()
    {
        await StartAsync();
        await CompleteAsync(await PollAsync(), Activity("a"));
        var task = await PollActivityAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CallAsync<RecordActivityTaskHeartbeatResponse>(
            "RecordActivityTaskHeartbeat", new RecordActivityTaskHeartbeatRequest { TaskToken = task.TaskToken, Details = Bytes(OverBlob) }));
    }

    [Fact]
    public async Task Command_TooLarge_FailsTheTaskAndTheWorkflowLives()
    {
        await StartAsync();
        var task = await PollAsync();

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CompleteAsync(task, Activity("a", a => a.Input = Bytes(OverBlob))));

        var failed = (await HistoryAsync()).Single(e => e.EventType == EventType.WorkflowTaskFailed).WorkflowTaskFailedEventAttributes;
        Assert.Equal(WorkflowTaskFailedCause.PayloadsTooLarge, failed.Cause);
        await CompleteAsync(await PollAsync(), Complete());
        Assert.Equal(WorkflowExecutionStatus.Completed, await StatusAsync());
    }

    [Fact]
    public async Task Updates_MoreThanTenInFlight_AreResourceExhaustedWithItsDetail()
    {
        await StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await UpdateAsync($"u{i}");
        }

        var error = await RefusedAsync(GrpcStatusCode.ResourceExhausted, () => UpdateAsync("one too many"));

        Assert.Equal(ResourceExhaustedCause.ConcurrentLimit, error.Detail<ResourceExhaustedFailure>()!.Cause);
        await UpdateAsync("u3");
    }

    [Fact]
    public async Task Signals_MoreThanARunTakes_AreInvalidArgumentAndTheWorkflowLives()
    {
        await StartAsync();
        foreach (var _ in Enumerable.Range(0, 20))
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => SignalAsync()));
        }

        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => SignalAsync());

        Assert.Equal(WorkflowExecutionStatus.Running, await StatusAsync());
    }

    [Fact]
    public async Task History_PastItsSize_EndsTheWorkflow()
    {
        await StartAsync();
        for (var sent = 0; sent < 27; sent++)
        {
            await CallAsync<SignalWorkflowExecutionResponse>("SignalWorkflowExecution", new SignalWorkflowExecutionRequest
            {
                Namespace = Ns, WorkflowExecution = new() { WorkflowId = "wf" }, SignalName = "s", Input = Bytes(2 * 1024 * 1024 - 64),
            }).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        Assert.Equal(WorkflowExecutionStatus.Terminated, await StatusAsync());
        var last = (await HistoryAsync())[^1].WorkflowExecutionTerminatedEventAttributes;
        Assert.StartsWith("Workflow history size exceeds limit", last.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_PastItsLength_EndsTheWorkflow()
    {
        await StartAsync();
        var task = await PollAsync();
        for (var round = 0; await StatusAsync() == WorkflowExecutionStatus.Running; round++)
        {
            Assert.True(round < 60, "the workflow outlived its limit");
            await CompleteAsync(task, request => request.Commands.AddRange(Enumerable.Range(0, 1000).Select(_ => Marker())));
            await SignalAsync().ContinueWith(_ => { }, TaskScheduler.Default);
            task = await TryPollAsync(wait: TimeSpan.FromSeconds(5));
        }

        var last = (await CallAsync<GetWorkflowExecutionHistoryReverseResponse>(
            "GetWorkflowExecutionHistoryReverse",
            new GetWorkflowExecutionHistoryReverseRequest { Namespace = Ns, Execution = new() { WorkflowId = "wf" }, MaximumPageSize = 1 })).History.Events[0];
        Assert.StartsWith("Workflow history count exceeds limit", last.WorkflowExecutionTerminatedEventAttributes.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PollWorkflowTaskQueue")]
    [InlineData("PollActivityTaskQueue")]
    [InlineData("RespondWorkflowTaskCompleted")]
    [InlineData("RespondWorkflowTaskFailed")]
    [InlineData("RespondActivityTaskCompleted")]
    [InlineData("RespondActivityTaskFailed")]
    [InlineData("RespondActivityTaskCanceled")]
    [InlineData("RecordActivityTaskHeartbeat")]
    [InlineData("RespondActivityTaskCompletedById")]
    [InlineData("RecordActivityTaskHeartbeatById")]
    [InlineData("RespondQueryTaskCompleted")]
    [InlineData("SignalWorkflowExecution")]
    [InlineData("SignalWithStartWorkflowExecution")]
    [InlineData("RequestCancelWorkflowExecution")]
    [InlineData("TerminateWorkflowExecution")]
    [InlineData("DeleteWorkflowExecution")]
    [InlineData("ResetWorkflowExecution")]
    [InlineData("QueryWorkflow")]
    [InlineData("UpdateWorkflowExecution")]
    [InlineData("PollWorkflowExecutionUpdate")]
    [InlineData("ExecuteMultiOperation")]
    [InlineData("DescribeWorkflowExecution")]
    [InlineData("GetWorkflowExecutionHistory")]
    [InlineData("GetWorkflowExecutionHistoryReverse")]
    [InlineData("ListWorkflowExecutions")]
    [InlineData("ListOpenWorkflowExecutions")]
    [InlineData("CountWorkflowExecutions")]
    [InlineData("DescribeTaskQueue")]
    [InlineData("ListTaskQueuePartitions")]
    [InlineData("ResetStickyTaskQueue")]
    [InlineData("RegisterNamespace")]
    public async Task Call_WithAnEmptyRequest_IsInvalidArgument(string method) =>
        await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CallAsync<DescribeNamespaceResponse>(method, new DescribeNamespaceRequest()));

    [Fact]
    public async Task Call_OfBytesThatAreNoMessage_IsInvalidArgument()
    {
        // Field 1 says that 63 bytes follow, and none do.
        var error = await RefusedAsync(GrpcStatusCode.InvalidArgument, () => CallAsync<StartWorkflowExecutionResponse>(
            "StartWorkflowExecution", DescribeNamespaceRequest.Parser.ParseFrom(ByteString.CopyFrom(0x98, 0x01, 0x3f).ToByteArray())));

        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TaskToken_ThatIsNone_IsInvalidArgument() => await RefusedAsync(
        GrpcStatusCode.InvalidArgument,
        () => CallAsync<RespondActivityTaskCompletedResponse>(
            "RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { TaskToken = ByteString.CopyFromUtf8("nonsense") }));

    [Fact]
    public async Task SearchAttribute_WithAnImpossibleName_IsInvalidArgument() => await RefusedAsync(
        GrpcStatusCode.InvalidArgument,
        () => CallAsync<AddSearchAttributesResponse>(
            "AddSearchAttributes",
            new AddSearchAttributesRequest { SearchAttributes = { ["a'b\""] = IndexedValueType.Keyword } },
            "temporal.api.operatorservice.v1.OperatorService"));

    private Task<UpdateWorkflowExecutionResponse> UpdateAsync(string id) => CallAsync<UpdateWorkflowExecutionResponse>(
        "UpdateWorkflowExecution",
        new UpdateWorkflowExecutionRequest
        {
            Namespace = Ns,
            WorkflowExecution = new() { WorkflowId = "wf" },
            WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Admitted },
            Request = new() { Meta = new() { UpdateId = id }, Input = new() { Name = "update" } },
        });

    private static Payloads Bytes(int count) => new() { Payloads_ = { new Payload { Data = ByteString.CopyFrom(new byte[count]) } } };

    private static SearchAttributes Attributes(int count)
    {
        var attributes = new SearchAttributes();
        for (var i = 0; i < count; i++)
        {
            attributes.IndexedFields[$"Attribute{i}"] = Text("x").Payloads_[0];
        }

        return attributes;
    }

    private static Temporalio.Api.Command.V1.Command Marker() =>
        new() { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = new() { MarkerName = "m" } };
}
