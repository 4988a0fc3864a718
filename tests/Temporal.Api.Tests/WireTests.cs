using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Api.Transport;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.Api.Tests;

/// <summary>What goes over the wire, seen from the other side.</summary>
public sealed class WireTests
{
    private const string Service = "test.Echo";

    [Fact]
    public async Task Server_LargeAnswerToAClientThatTakesGzip_IsCompressed()
    {
        await using var server = await TestServer.StartAsync(Echo());
        using var response = await PostAsync(server, Frame(new string('x', 100_000)), ("grpc-accept-encoding", "identity,deflate,gzip"));

        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("gzip", response.Headers.GetValues("grpc-encoding").Single());
        Assert.Equal(1, body[0]);
        Assert.True(body.Length < 10_000);
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Theory]
    [InlineData(100_000, "identity")]
    [InlineData(10, "gzip")]
    public async Task Server_ClientWithoutGzipOrSmallAnswer_IsNotCompressed(int size, string accepted)
    {
        await using var server = await TestServer.StartAsync(Echo());
        using var response = await PostAsync(server, Frame(new string('x', size)), ("grpc-accept-encoding", accepted));

        Assert.False(response.Headers.Contains("grpc-encoding"));
        Assert.Equal(0, (await response.Content.ReadAsByteArrayAsync())[0]);
    }

    [Fact]
    public async Task Server_Error_IsHeadersAlone()
    {
        await using var server = await TestServer.StartAsync(new GrpcServiceMap().Add<WorkflowType, WorkflowType>(
            Service, "Echo", (_, _) => throw GrpcException.WithDetail(GrpcStatusCode.NotFound, "gone", new NotFoundFailure())));
        using var response = await PostAsync(server, Frame("x"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/grpc", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("5", response.Headers.GetValues("grpc-status").Single());
        Assert.Equal("gone", response.Headers.GetValues("grpc-message").Single());
        var details = GrpcStatus.Parser.ParseFrom(Convert.FromBase64String(Padded(response.Headers.GetValues("grpc-status-details-bin").Single())));
        Assert.True(Assert.Single(details.Details).Is(NotFoundFailure.Descriptor));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Server_MessageCompressedWithSomethingElse_IsUnimplementedAndSaysDecompress()
    {
        await using var server = await TestServer.StartAsync(Echo());
        var frame = Frame("x");
        frame[0] = 1;

        using var response = await PostAsync(server, frame, ("grpc-encoding", "br"));

        Assert.Equal("12", response.Headers.GetValues("grpc-status").Single());
        Assert.Contains("decompress", response.Headers.GetValues("grpc-message").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 2, 7, 7 })]
    [InlineData(new byte[] { 0, 255, 255, 255, 255 })]
    public async Task Server_BytesThatAreNoFrame_IsAnErrorAndTheNextCallIsFine(byte[] body)
    {
        await using var server = await TestServer.StartAsync(Echo());
        using (var response = await PostAsync(server, body, ("grpc-encoding", "gzip")))
        {
            Assert.NotEqual("0", response.Headers.GetValues("grpc-status").Single());
        }

        using var channel = server.Connect();
        Assert.Equal("fine", (await CallAsync(channel, "fine")).Name);
    }

    [Fact]
    public async Task Server_DeadlineInTheHeader_EndsTheCall()
    {
        await using var server = await TestServer.StartAsync(new GrpcServiceMap().Add<WorkflowType, WorkflowType>(Service, "Echo", async (request, call) =>
        {
            await Task.Delay(Timeout.Infinite, call.Aborted);
            return request;
        }));

        using var response = await PostAsync(server, Frame("x"), ("grpc-timeout", "50m"));

        Assert.Equal("4", response.Headers.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task Client_TrailersOnlyError_IsThatStatusWithItsDetail()
    {
        await using var server = new RawServer();
        using var channel = new GrpcChannel(new() { Address = server.Address });
        var status = new GrpcStatus { Code = 5, Message = "gone", Details = { Any.Pack(new NotFoundFailure { CurrentCluster = "here" }) } };
        var call = CallAsync(channel, "x");
        using var connection = await server.AcceptAsync();

        await connection.AnswerTrailersOnlyAsync(
            await connection.RequestAsync(),
            ("grpc-status", "5"), ("grpc-message", "g%6Fne"), ("grpc-status-details-bin", Convert.ToBase64String(status.ToByteArray()).TrimEnd('=')));

        var error = await Assert.ThrowsAsync<GrpcException>(() => call);
        Assert.Equal((GrpcStatusCode.NotFound, "gone", "here"), (error.StatusCode, error.Message, error.Detail<NotFoundFailure>()!.CurrentCluster));
    }

    [Fact]
    public async Task Client_GoAway_FinishesWhatRunsAndCallsOnANewConnection()
    {
        await using var server = new RawServer();
        using var channel = new GrpcChannel(new() { Address = server.Address });
        var running = CallAsync(channel, "x");
        using var old = await server.AcceptAsync();
        var stream = await old.RequestAsync();

        await old.GoAwayAsync(stream);
        var next = CallAsync(channel, "y");
        using var fresh = await server.AcceptAsync();
        await fresh.AnswerAsync(await fresh.RequestAsync(), Frame("new"));
        await old.AnswerAsync(stream, Frame("old"));

        Assert.Equal(("old", "new"), ((await running).Name, (await next).Name));
    }

    [Fact]
    public async Task Client_GoAwayBeforeTheCallWasTaken_CallsAgain()
    {
        await using var server = new RawServer();
        using var channel = new GrpcChannel(new() { Address = server.Address });
        var call = CallAsync(channel, "x");
        using var old = await server.AcceptAsync();
        await old.RequestAsync();

        await old.GoAwayAsync(0);
        using var fresh = await server.AcceptAsync();
        await fresh.AnswerAsync(await fresh.RequestAsync(), Frame("again"));

        Assert.Equal("again", (await call).Name);
    }

    [Fact]
    public async Task Client_LongPollOnADeadConnection_FailsWhenPingsStayUnanswered()
    {
        await using var server = new RawServer();
        using var channel = new GrpcChannel(new()
        {
            Address = server.Address, KeepAliveInterval = TimeSpan.FromSeconds(1), KeepAliveTimeout = TimeSpan.FromSeconds(1),
        });
        var poll = CallAsync(channel, "x");
        using var dead = await server.AcceptAsync();
        await dead.RequestAsync();

        await dead.IgnorePingAsync();
        var error = await Assert.ThrowsAsync<GrpcException>(() => poll).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(GrpcStatusCode.Unavailable, error.StatusCode);
        var next = CallAsync(channel, "y");
        using var fresh = await server.AcceptAsync();
        await fresh.AnswerAsync(await fresh.RequestAsync(), Frame("alive"));
        Assert.Equal("alive", (await next).Name);
    }

    [Fact]
    public async Task Client_ConnectionCutWhileTheAnswerComes_IsUnavailable()
    {
        await using var server = new RawServer();
        using var channel = new GrpcChannel(new() { Address = server.Address });
        var call = CallAsync(channel, "x");
        using (var connection = await server.AcceptAsync())
        {
            await connection.RequestAsync();
        }

        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => call)).StatusCode);
    }

    private static GrpcServiceMap Echo() => new GrpcServiceMap().Add<WorkflowType, WorkflowType>(Service, "Echo", (request, _) => Task.FromResult(request));

    private static byte[] Frame(string name) => GrpcFrame.Encode(new WorkflowType { Name = name }, compress: false);

    private static string Padded(string base64) => base64.PadRight((base64.Length + 3) / 4 * 4, '=');

    private static Task<WorkflowType> CallAsync(GrpcChannel channel, string name) =>
        channel.UnaryCallAsync(Service, "Echo", new WorkflowType { Name = name }, WorkflowType.Parser);

    private static async Task<HttpResponseMessage> PostAsync(TestServer server, byte[] body, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{server.Address}/{Service}/Echo")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }
}
