using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Temporal.Api.Transport;

/// <summary>Unary gRPC calls to one address. Connects on the first call, reconnects by itself, and is safe for any number of threads.</summary>
public sealed class GrpcChannel : IDisposable
{
    /// <summary>Below this gzip costs more than it saves, its buffers most of all.</summary>
    private const int WorthCompressing = 1024;

    private readonly GrpcChannelOptions options;
    private readonly HttpClient client;
    private readonly Uri root;

    public GrpcChannel(GrpcChannelOptions options)
    {
        this.options = options;
        root = new Uri($"{(options.Tls is null ? "http" : "https")}://{options.Address}/");
        client = new HttpClient(Handler(options)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Calls <c>/service/method</c>.</summary>
    /// <exception cref="GrpcException">The call ended with another status than OK, the deadline and a broken connection included.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<TResponse> UnaryCallAsync<TResponse>(
        string service,
        string method,
        IMessage request,
        MessageParser<TResponse> parser,
        GrpcCallOptions? callOptions = null)
        where TResponse : IMessage<TResponse>
    {
        var call = callOptions ?? GrpcCallOptions.Default;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);
        if (call.Timeout is { } timeout)
        {
            deadline.CancelAfter(timeout);
        }

        try
        {
            using var message = Request($"{service}/{method}", request, call);
            return await SendAsync(message, parser, deadline.Token);
        }
        catch (OperationCanceledException) when (!call.CancellationToken.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, $"{method} got no answer within {call.Timeout}.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw ConnectionFailure(error, call.CancellationToken);
        }
    }

    public void Dispose() => client.Dispose();

    private static SocketsHttpHandler Handler(GrpcChannelOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = options.ConnectTimeout,
            KeepAlivePingDelay = options.KeepAliveInterval,
            KeepAlivePingTimeout = options.KeepAliveTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        };
        if (options.Tls is { } tls)
        {
            handler.SslOptions = GrpcTls.Create(tls);
        }

        return handler;
    }

    private HttpRequestMessage Request(string path, IMessage request, GrpcCallOptions call)
    {
        // The empty request too, which is a connection's first: by it a server shows that it can't read gzip.
        var compress = options.CompressRequests && request.CalculateSize() is (0 or >= WorthCompressing);
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(root, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcFrame.Encode(request, compress)),
        };
        if (options.Tls?.Domain is { } domain)
        {
            // The handler checks the certificate against the host of the request, whatever its TLS settings say.
            message.Headers.Host = domain;
        }

        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Headers.TryAddWithoutValidation("te", "trailers");
        message.Headers.TryAddWithoutValidation("grpc-accept-encoding", "gzip,identity");
        if (compress)
        {
            message.Headers.TryAddWithoutValidation("grpc-encoding", "gzip");
        }

        if (call.Timeout is { } timeout)
        {
            message.Headers.TryAddWithoutValidation("grpc-timeout", GrpcTimeout.Format(timeout));
        }

        foreach (var (name, value) in options.Metadata.Concat(call.Metadata))
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private async Task<TResponse> SendAsync<TResponse>(HttpRequestMessage message, MessageParser<TResponse> parser, CancellationToken cancellationToken)
        where TResponse : IMessage<TResponse>
    {
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK || response.Headers.Contains("grpc-status"))
        {
            throw GrpcStatusReader.Read(response)
                ?? new GrpcException(GrpcStatusCode.Internal, "The server answered OK without a message.");
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var encoding = response.Headers.TryGetValues("grpc-encoding", out var values) ? values.First() : null;
        ReadOnlyMemory<byte> body;
        try
        {
            body = await GrpcFrame.ReadAsync(stream, encoding, options.MaxReceiveBytes, cancellationToken);
        }
        catch (GrpcException) when (GrpcStatusReader.Read(response) is { StatusCode: not GrpcStatusCode.Unknown } status)
        {
            // An error that comes after the headers has trailers but no message.
            throw status;
        }

        return GrpcStatusReader.Read(response) is { } failure ? throw failure : parser.ParseFrom(body.Span);
    }

    private GrpcException ConnectionFailure(Exception error, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new GrpcException(GrpcStatusCode.Unavailable, $"No connection to {options.Address}: {error.Message}", null, error);
    }
}
