using Temporalio.Api.Common.V1;

namespace Temporalio.Exceptions;

/// <summary>The server answered a call with an error.</summary>
public class RpcException(RpcException.StatusCode code, string message, byte[]? rawStatus)
    : TemporalException(message)
{
    /// <summary>gRPC status codes.</summary>
    public enum StatusCode
    {
        OK = 0,
        Cancelled = 1,
        Unknown = 2,
        InvalidArgument = 3,
        DeadlineExceeded = 4,
        NotFound = 5,
        AlreadyExists = 6,
        PermissionDenied = 7,
        ResourceExhausted = 8,
        FailedPrecondition = 9,
        Aborted = 10,
        OutOfRange = 11,
        Unimplemented = 12,
        Internal = 13,
        Unavailable = 14,
        DataLoss = 15,
        Unauthenticated = 16,
    }

    public StatusCode Code { get; } = code;

    /// <summary>Bytes of the google.rpc.Status that came with the error, if any.</summary>
    public byte[]? RawStatus { get; } = rawStatus;

    /// <summary>Parsed form of <see cref="RawStatus"/>.</summary>
    public Lazy<GrpcStatus?> GrpcStatus { get; } =
        new(() => rawStatus == null ? null : Api.Common.V1.GrpcStatus.Parser.ParseFrom(rawStatus));
}
