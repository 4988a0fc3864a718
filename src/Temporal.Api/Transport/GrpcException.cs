using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;

namespace Temporal.Api.Transport;

/// <summary>A call that ended with a status other than OK. Thrown by the client, and by a server's handler to answer with it.</summary>
public sealed class GrpcException : Exception
{
    public GrpcException()
        : this(GrpcStatusCode.Unknown, string.Empty)
    {
    }

    public GrpcException(string message)
        : this(GrpcStatusCode.Unknown, message)
    {
    }

    public GrpcException(string message, Exception innerException)
        : this(GrpcStatusCode.Unknown, message, null, innerException)
    {
    }

    public GrpcException(GrpcStatusCode statusCode, string message, GrpcStatus? details = null, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        Details = details;
    }

    public GrpcStatusCode StatusCode { get; }

    /// <summary>The content of <c>grpc-status-details-bin</c>; null if the answer had none.</summary>
    public GrpcStatus? Details { get; }

    /// <summary>An answer with exactly one typed detail, which is what Temporal's clients expect.</summary>
    public static GrpcException WithDetail(GrpcStatusCode statusCode, string message, IMessage detail) =>
        new(statusCode, message, new GrpcStatus { Code = (int)statusCode, Message = message, Details = { Any.Pack(detail) } });

    /// <summary>The first detail of type <typeparamref name="T"/>, or null.</summary>
    public T? Detail<T>()
        where T : class, IMessage<T>, new()
    {
        foreach (var any in Details?.Details ?? [])
        {
            if (any.TryUnpack<T>(out var detail))
            {
                return detail;
            }
        }

        return null;
    }
}
