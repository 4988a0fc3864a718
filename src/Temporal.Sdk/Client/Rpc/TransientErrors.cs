using Temporalio.Exceptions;
using static Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Client.Rpc;

/// <summary>Errors after which the same call may succeed. Every Temporal call is idempotent by request id or token.</summary>
internal static class TransientErrors
{
    public static bool Include(RpcException error) =>
        error.Code is DataLoss or Internal or Unknown or ResourceExhausted or Aborted or OutOfRange or Unavailable
        && !TooLarge(error);

    /// <summary>A message that did not fit will not fit the next time.</summary>
    public static bool TooLarge(RpcException error) =>
        error.Code == ResourceExhausted
        && error.Message.StartsWith("grpc:", StringComparison.Ordinal)
        && error.Message.Contains("larger than max", StringComparison.Ordinal);
}
