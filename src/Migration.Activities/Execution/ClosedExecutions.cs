using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Migration.Activities;

/// <summary>Tells which executions can't take back what they hold any more, because Temporal has closed them.</summary>
public sealed class ClosedExecutions(ITemporalClient temporal)
{
    /// <summary>False also for one that this Temporal service does not know: another service may run it.</summary>
    public async Task<bool> IsClosedAsync(string execution, CancellationToken cancellation) => await TryTellAsync(execution, cancellation) ?? false;

    /// <summary>Null where this Temporal service does not know the execution.</summary>
    public async Task<bool?> TryTellAsync(string execution, CancellationToken cancellation)
    {
        try
        {
            var holder = await temporal.GetWorkflowHandle(execution).DescribeAsync(new() { Rpc = new() { CancellationToken = cancellation } });
            return holder.Status is WorkflowExecutionStatus.Completed or WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.Canceled
                or WorkflowExecutionStatus.Terminated or WorkflowExecutionStatus.TimedOut;
        }
        catch (RpcException unknown) when (unknown.Code == RpcException.StatusCode.NotFound)
        {
            return null;
        }
    }
}
