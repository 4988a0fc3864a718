namespace Temporalio.Exceptions;

/// <summary>The caller gave up waiting, by time-out or by cancellation, in a call that may wait long.</summary>
public class RpcTimeoutOrCanceledException(string message, Exception? inner)
    : TemporalException(message, inner);
