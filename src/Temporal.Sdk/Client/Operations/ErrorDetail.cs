using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client.Operations;

/// <summary>The one typed detail that comes with a Temporal error.</summary>
internal static class ErrorDetail
{
    public static T? Of<T>(RpcException error)
        where T : class, IMessage<T>, new() =>
        error.GrpcStatus.Value is { Details.Count: 1 } status && status.Details[0].TryUnpack<T>(out var detail)
            ? detail
            : null;

    /// <summary>The caller's token, its time-out, or the server's own limit ended a wait.</summary>
    public static bool GaveUp(Exception error) => error is OperationCanceledException
        or RpcException { Code: RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled };
}
