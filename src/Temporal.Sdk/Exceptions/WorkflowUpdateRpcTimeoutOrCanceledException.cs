namespace Temporalio.Exceptions;

/// <summary>The caller gave up waiting for a workflow update; the update itself may go on.</summary>
public class WorkflowUpdateRpcTimeoutOrCanceledException(Exception? inner)
    : RpcTimeoutOrCanceledException("Gave up waiting for the workflow update", inner);
