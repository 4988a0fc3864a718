using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Temporal.Api.Transport;

/// <summary>The unary methods that a server offers, by service and method name.</summary>
public sealed class GrpcServiceMap
{
    private readonly Dictionary<string, Dictionary<string, GrpcHandler>> services = new(StringComparer.Ordinal);

    /// <summary>The largest request accepted, in bytes, after decompression.</summary>
    public int MaxReceiveBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Looks at the headers of every call before anything else, and throws a <see cref="GrpcException"/> to refuse it.</summary>
    public Action<IHeaderDictionary>? Authorize { get; init; }

    public GrpcServiceMap Add<TRequest, TResponse>(string service, string method, Func<TRequest, GrpcServerCall, Task<TResponse>> handler)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse>
    {
        var parser = new MessageParser<TRequest>(() => new TRequest());
        if (!services.TryGetValue(service, out var methods))
        {
            services[service] = methods = new(StringComparer.Ordinal);
        }

        methods.Add(method, async (body, call) => await handler(Parse(parser, body), call));
        return this;
    }

    internal GrpcHandler Find(string service, string method)
    {
        if (!services.TryGetValue(service, out var methods))
        {
            throw new GrpcException(GrpcStatusCode.Unimplemented, $"unknown service {service}");
        }

        return methods.TryGetValue(method, out var handler)
            ? handler
            : throw new GrpcException(GrpcStatusCode.Unimplemented, $"unknown method {method} for service {service}");
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlyMemory<byte> body)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(body.Span);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"The request is not a valid {typeof(T).Name}: {error.Message}", null, error);
        }
    }
}
