using Temporal.Api.Transport;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Fakes;

namespace Temporalio.Tests.Client;

public sealed class TemporalConnectionTests
{
    [Fact]
    public async Task Connect_WithoutServer_SaysWhere()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TemporalConnection.ConnectAsync(new("127.0.0.1:1")));

        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithoutTarget_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => TemporalConnection.ConnectAsync(new()));

    [Fact]
    public async Task Connect_WithAnApiKey_InsistsOnTls()
    {
        await using var server = await new FakeServer().StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TemporalConnection.ConnectAsync(new(server.Address) { ApiKey = "secret" }));
        Assert.Empty(server.Requests<GetSystemInfoRequest>());
    }

    [Fact]
    public async Task CreateLazy_ConnectsOnTheFirstCall()
    {
        await using var server = await new FakeServer()
            .On<DescribeNamespaceRequest, DescribeNamespaceResponse>(_ => new()).StartAsync();
        var client = TemporalClient.CreateLazy(new(server.Address));

        Assert.False(client.Connection.IsConnected);
        await client.WorkflowService.DescribeNamespaceAsync(new());
        Assert.True(client.Connection.IsConnected);
    }

    [Fact]
    public async Task Call_CarriesNamespaceKeyAndMetadata()
    {
        await using var server = await new FakeServer()
            .On<DescribeNamespaceRequest, DescribeNamespaceResponse>(_ => new()).StartAsync();
        var client = await TemporalClient.ConnectAsync(new(server.Address)
        {
            ApiKey = "secret",
            Tls = new() { Disabled = true },
            RpcMetadata = [new("x-everywhere", "1")],
        });
        client.Connection.ApiKey = "rotated";

        await client.WorkflowService.DescribeNamespaceAsync(
            new() { Namespace = "ns" }, new() { Metadata = [new("x-here", "2")], BinaryMetadata = [new("x-bin", [1])] });

        var headers = server.LastCall.Headers;
        Assert.Equal("ns", headers["temporal-namespace"]);
        Assert.Equal("Bearer rotated", headers["authorization"]);
        Assert.Equal("1", headers["x-everywhere"]);
        Assert.Equal("2", headers["x-here"]);
        Assert.Equal("AQ==", headers["x-bin"]);
    }

    [Theory]
    [InlineData(10, "")]
    [InlineData(5_000, "gzip")]
    public async Task Call_IsCompressedWhereThatPays(int size, string encoding)
    {
        await using var server = await new FakeServer()
            .On<DescribeNamespaceRequest, DescribeNamespaceResponse>(_ => new()).StartAsync();
        var client = await TemporalClient.ConnectAsync(new(server.Address));

        await client.WorkflowService.DescribeNamespaceAsync(new() { Namespace = new string('n', size) });

        Assert.Equal(encoding, server.LastCall.Headers["grpc-encoding"].ToString());
    }

    [Fact]
    public async Task Connect_ToAServerWithoutGzip_GoesOnUncompressed()
    {
        await using var old = await new OldServer().StartAsync();

        var client = await TemporalClient.ConnectAsync(new(old.Address));

        await client.WorkflowService.DescribeNamespaceAsync(new());
        Assert.Equal(["gzip", "", ""], old.Encodings);
    }

    [Fact]
    public async Task RawCall_ThatFails_HasCodeAndDetail()
    {
        await using var server = await new FakeServer().On<DescribeNamespaceRequest, DescribeNamespaceResponse>(_ =>
            throw GrpcException.WithDetail(
                GrpcStatusCode.NotFound,
                "Namespace x is not found.",
                new Api.ErrorDetails.V1.NamespaceNotFoundFailure { Namespace = "x" })).StartAsync();
        var client = await server.ConnectAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => client.WorkflowService.DescribeNamespaceAsync(new()));

        Assert.Equal(RpcException.StatusCode.NotFound, error.Code);
        Assert.Equal("Namespace x is not found.", error.Message);
        Assert.Single(error.GrpcStatus.Value!.Details);
    }

    [Fact]
    public async Task RawCall_AfterATransientError_IsRepeatedOnlyWhenAsked()
    {
        var failures = 2;
        await using var server = await new FakeServer().On<DescribeNamespaceRequest, DescribeNamespaceResponse>(_ =>
            Interlocked.Decrement(ref failures) >= 0
                ? throw new GrpcException(GrpcStatusCode.Unavailable, "busy")
                : new()).StartAsync();
        var client = await server.ConnectAsync();

        await Assert.ThrowsAsync<RpcException>(() => client.WorkflowService.DescribeNamespaceAsync(new()));
        await client.WorkflowService.DescribeNamespaceAsync(new(), new() { Retry = true });

        Assert.Equal(3, server.Requests<DescribeNamespaceRequest>().Count);
    }

    [Fact]
    public async Task Call_WithACancelledToken_Throws()
    {
        await using var server = await new FakeServer().On<DescribeNamespaceRequest, DescribeNamespaceResponse>(
            async (_, call) =>
            {
                await Task.Delay(Timeout.Infinite, call.Aborted);
                return new();
            }).StartAsync();
        var client = await server.ConnectAsync();
        using var source = new CancellationTokenSource();

        var call = client.WorkflowService.DescribeNamespaceAsync(new(), new() { CancellationToken = source.Token });
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Call_OverItsTimeout_IsDeadlineExceeded()
    {
        await using var server = await new FakeServer().On<DescribeNamespaceRequest, DescribeNamespaceResponse>(
            async (_, call) =>
            {
                await Task.Delay(Timeout.Infinite, call.Aborted);
                return new();
            }).StartAsync();
        var client = await server.ConnectAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => client.WorkflowService.DescribeNamespaceAsync(
            new(), new() { Timeout = TimeSpan.FromMilliseconds(50) }));

        Assert.Equal(RpcException.StatusCode.DeadlineExceeded, error.Code);
    }
}
