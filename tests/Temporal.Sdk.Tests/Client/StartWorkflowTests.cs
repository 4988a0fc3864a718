using Temporal.Api.Transport;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Fakes;

namespace Temporalio.Tests.Client;

public sealed class StartWorkflowTests
{
    [Fact]
    public async Task Start_ByExpression_SendsTypeInputAndOptions()
    {
        await using var server = await new FakeServer()
            .On<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(_ => new() { RunId = "run-1" }).StartAsync();
        var client = await server.ConnectAsync();

        var handle = await client.StartWorkflowAsync((SampleWorkflow wf) => wf.RunAsync("in"), new("id", "queue")
        {
            RunTimeout = TimeSpan.FromMinutes(5),
            Memo = new Dictionary<string, object> { ["who"] = "me" },
            TypedSearchAttributes = new SearchAttributeCollection.Builder()
                .Set(SearchAttributeKey.CreateKeyword("Phase"), "copy").ToSearchAttributeCollection(),
            IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
            IdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly,
            RetryPolicy = new() { MaximumAttempts = 3 },
            StaticSummary = "summary",
        });

        var request = Assert.Single(server.Requests<StartWorkflowExecutionRequest>());
        Assert.Equal("Sample", request.WorkflowType.Name);
        Assert.Equal("queue", request.TaskQueue.Name);
        Assert.Equal("\"in\"", request.Input.Payloads_.Single().Data.ToStringUtf8());
        Assert.Equal(300, request.WorkflowRunTimeout.Seconds);
        Assert.Equal("\"me\"", request.Memo.Fields["who"].Data.ToStringUtf8());
        Assert.Equal("\"copy\"", request.SearchAttributes.IndexedFields["Phase"].Data.ToStringUtf8());
        Assert.Equal(WorkflowIdConflictPolicy.UseExisting, request.WorkflowIdConflictPolicy);
        Assert.Equal(WorkflowIdReusePolicy.AllowDuplicateFailedOnly, request.WorkflowIdReusePolicy);
        Assert.Equal(3, request.RetryPolicy.MaximumAttempts);
        Assert.Equal("\"summary\"", request.UserMetadata.Summary.Data.ToStringUtf8());
        Assert.Equal("tester", request.Identity);
        Assert.NotEmpty(request.RequestId);
        Assert.Equal(("id", null, "run-1", "run-1"), (handle.Id, handle.RunId, handle.ResultRunId, handle.FirstExecutionRunId));
    }

    [Fact]
    public async Task Start_RepeatedAfterATransientError_KeepsItsRequestId()
    {
        var failures = 1;
        await using var server = await new FakeServer().On<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(_ =>
            Interlocked.Decrement(ref failures) >= 0
                ? throw new GrpcException(GrpcStatusCode.Unavailable, "busy")
                : new() { RunId = "r" }).StartAsync();
        var client = await server.ConnectAsync();

        await client.StartWorkflowAsync("Other", [], new("id", "queue"));

        var ids = server.Requests<StartWorkflowExecutionRequest>().ConvertAll(request => request.RequestId);
        Assert.Equal(2, ids.Count);
        Assert.Equal(ids[0], ids[1]);
    }

    [Fact]
    public async Task Start_OfATakenId_IsAlreadyStarted()
    {
        await using var server = await new FakeServer().On<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(_ =>
            throw GrpcException.WithDetail(
                GrpcStatusCode.AlreadyExists,
                "Workflow execution is already running.",
                new WorkflowExecutionAlreadyStartedFailure { RunId = "other" })).StartAsync();
        var client = await server.ConnectAsync();

        var error = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() =>
            client.StartWorkflowAsync((SampleWorkflow wf) => wf.RunAsync("in"), new("id", "queue")));

        Assert.Equal(("id", "Sample", "other"), (error.WorkflowId, error.WorkflowType, error.RunId));
    }

    [Fact]
    public async Task SignalWithStart_SendsBothInOneCall()
    {
        await using var server = await new FakeServer()
            .On<SignalWithStartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionResponse>(_ => new() { RunId = "r" })
            .StartAsync();
        var client = await server.ConnectAsync();
        var options = new WorkflowOptions("id", "queue");
        options.SignalWithStart((SampleWorkflow wf) => wf.NoteAsync("hi"));

        var handle = await client.StartWorkflowAsync((SampleWorkflow wf) => wf.RunAsync("in"), options);

        var request = Assert.Single(server.Requests<SignalWithStartWorkflowExecutionRequest>());
        Assert.Equal(("Sample", "Note"), (request.WorkflowType.Name, request.SignalName));
        Assert.Equal("\"hi\"", request.SignalInput.Payloads_.Single().Data.ToStringUtf8());
        Assert.Null(handle.FirstExecutionRunId);
    }

    [Theory]
    [InlineData(null, "queue")]
    [InlineData("id", null)]
    public async Task Start_WithoutIdOrQueue_IsRefused(string? id, string? queue)
    {
        await using var server = await new FakeServer().StartAsync();
        var client = await server.ConnectAsync();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            client.StartWorkflowAsync("Other", [], new() { Id = id, TaskQueue = queue }));
    }

    [Fact]
    public async Task Start_WithACodec_EncodesTheInput()
    {
        await using var server = await new FakeServer()
            .On<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(_ => new() { RunId = "r" }).StartAsync();
        var client = await TemporalClient.ConnectAsync(new(server.Address)
        {
            DataConverter = DataConverter.Default with { PayloadCodec = new Converters.ReversingCodec() },
        });

        await client.StartWorkflowAsync("Other", ["ab"], new("id", "queue"));

        var request = Assert.Single(server.Requests<StartWorkflowExecutionRequest>());
        Assert.Equal("\"ba\"", request.Input.Payloads_.Single().Data.ToStringUtf8());
    }
}
