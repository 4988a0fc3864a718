using Temporal.Api.Transport;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Api.Tests;

public sealed class UnaryCallTests : IAsyncLifetime
{
    private const string Service = "test.Echo";
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource allWaiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waiting;
    private TestServer server = null!;

    public async Task InitializeAsync() => server = await TestServer.StartAsync(new GrpcServiceMap()
        .Add<WorkflowType, WorkflowType>(Service, "Echo", (request, _) => Task.FromResult(request))
        .Add<WorkflowType, WorkflowType>(Service, "Header", (_, call) => Task.FromResult(new WorkflowType { Name = call.Headers["x-name"].ToString() }))
        .Add<WorkflowType, WorkflowType>(Service, "Fail", (request, _) => throw GrpcException.WithDetail(
            GrpcStatusCode.NotFound, request.Name, new NotFoundFailure { CurrentCluster = "here" }))
        .Add<WorkflowType, WorkflowType>(Service, "Crash", (_, _) => throw new InvalidOperationException("secret"))
        .Add<WorkflowType, WorkflowType>(Service, "Hang", HangAsync)
        .Add<WorkflowType, WorkflowType>(Service, "Wait", WaitAsync));

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 0)]
    [InlineData(true, 10)]
    [InlineData(true, 3_000_000)]
    public async Task Call_AnyEncodingAndSize_ReturnsTheAnswer(bool compress, int size)
    {
        using var channel = server.Connect(compress);
        var name = new string('é', size / 2);

        var answer = await CallAsync(channel, "Echo", name);

        Assert.Equal(name, answer.Name);
    }

    [Fact]
    public async Task Call_WithMetadata_HandlerSeesIt()
    {
        using var channel = server.Connect();

        var answer = await CallAsync(channel, "Header", "", new GrpcCallOptions { Metadata = [new("x-name", "value")] });

        Assert.Equal("value", answer.Name);
    }

    [Fact]
    public async Task Call_HandlerFails_StatusMessageAndDetailArrive()
    {
        using var channel = server.Connect();

        var error = await Assert.ThrowsAsync<GrpcException>(() => CallAsync(channel, "Fail", "wörk 100%\nnone"));

        Assert.Equal(GrpcStatusCode.NotFound, error.StatusCode);
        Assert.Equal("wörk 100%\nnone", error.Message);
        Assert.Equal("here", error.Detail<NotFoundFailure>()!.CurrentCluster);
        Assert.Single(error.Details!.Details);
    }

    [Fact]
    public async Task Call_HandlerThrows_AnswersInternalWithoutTheCause()
    {
        using var channel = server.Connect();

        var error = await Assert.ThrowsAsync<GrpcException>(() => CallAsync(channel, "Crash", ""));

        Assert.Equal(GrpcStatusCode.Internal, error.StatusCode);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Service, "Nope", "unknown method Nope for service test.Echo")]
    [InlineData("test.Other", "Echo", "unknown service test.Other")]
    public async Task Call_NotOffered_IsUnimplementedByName(string service, string method, string message)
    {
        using var channel = server.Connect();

        var error = await Assert.ThrowsAsync<GrpcException>(
            () => channel.UnaryCallAsync(service, method, new WorkflowType(), WorkflowType.Parser));

        Assert.Equal(GrpcStatusCode.Unimplemented, error.StatusCode);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public async Task Call_LargerThanTheServerAccepts_IsResourceExhausted()
    {
        using var channel = server.Connect(compress: true);

        var error = await Assert.ThrowsAsync<GrpcException>(() => CallAsync(channel, "Echo", new string('x', 5_000_000)));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, error.StatusCode);
        Assert.StartsWith("grpc: received message larger than max", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_DeadlineOver_FailsHereAndIsAbortedThere()
    {
        using var channel = server.Connect();

        var error = await Assert.ThrowsAsync<GrpcException>(
            () => CallAsync(channel, "Hang", "", new GrpcCallOptions { Timeout = TimeSpan.FromMilliseconds(50) }));

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, error.StatusCode);
        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Call_CancelledByCaller_ThrowsCancellation()
    {
        using var channel = server.Connect();
        using var source = new CancellationTokenSource();
        var call = CallAsync(channel, "Hang", "", new GrpcCallOptions { CancellationToken = source.Token });

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Calls_MoreThanTheStreamsOfOneConnection_AllRunAtOnce()
    {
        using var channel = server.Connect();

        var calls = Enumerable.Range(0, 250).Select(i => CallAsync(channel, "Wait", $"{i}")).ToArray();
        await Task.WhenAny([allWaiting.Task, .. calls]).WaitAsync(TimeSpan.FromMinutes(1));
        release.SetResult();
        var answers = await Task.WhenAll(calls);

        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"{i}"), answers.Select(a => a.Name));
    }

    [Fact]
    public async Task Call_ServerGoneAndBack_FailsThenReconnects()
    {
        using var channel = server.Connect();
        var port = server.Address;
        await CallAsync(channel, "Echo", "first");
        await server.DisposeAsync();

        var error = await Assert.ThrowsAsync<GrpcException>(() => CallAsync(channel, "Echo", "gone"));
        Assert.Equal(GrpcStatusCode.Unavailable, error.StatusCode);

        await using var second = await TestServer.StartAsync(
            new GrpcServiceMap().Add<WorkflowType, WorkflowType>(Service, "Echo", (request, _) => Task.FromResult(request)), port);
        Assert.Equal("back", (await CallAsync(channel, "Echo", "back")).Name);
    }

    private static Task<WorkflowType> CallAsync(GrpcChannel channel, string method, string name, GrpcCallOptions? options = null) =>
        channel.UnaryCallAsync(Service, method, new WorkflowType { Name = name }, WorkflowType.Parser, options);

    private async Task<WorkflowType> HangAsync(WorkflowType request, GrpcServerCall call)
    {
        await using var registration = call.Aborted.Register(cancelled.SetResult);
        await Task.Delay(Timeout.Infinite, call.Aborted);
        return request;
    }

    private async Task<WorkflowType> WaitAsync(WorkflowType request, GrpcServerCall call)
    {
        if (Interlocked.Increment(ref waiting) == 250)
        {
            allWaiting.SetResult();
        }

        await release.Task.WaitAsync(call.Aborted);
        return request;
    }
}
