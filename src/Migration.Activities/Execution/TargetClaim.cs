using Migration.Connectors.Tables;
using Migration.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Migration.Activities;

/// <summary>Claims a target. An execution that Temporal has closed can't release its claims any more: they are taken from it.</summary>
public sealed class TargetClaim(ITemporalClient temporal)
{
    public async Task RunAsync(IExecutionTarget target, ExecutionInput input, CancellationToken cancellation)
    {
        IReadOnlyList<string> tables = [.. input.Plan.Tables.Select(table => table.Target)];
        while (true)
        {
            try
            {
                await target.ClaimAsync(input.Plan.Id, tables, cancellation);
                return;
            }
            catch (TargetClaimedException claimed)
            {
                if (!await IsClosedAsync(claimed, cancellation))
                    throw;
                await target.DispossessAsync(claimed.Holder, cancellation);
            }
        }
    }

    private async Task<bool> IsClosedAsync(TargetClaimedException claimed, CancellationToken cancellation)
    {
        try
        {
            var holder = await temporal.GetWorkflowHandle(claimed.Holder).DescribeAsync(new() { Rpc = new() { CancellationToken = cancellation } });
            return holder.Status is WorkflowExecutionStatus.Completed or WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.Canceled
                or WorkflowExecutionStatus.Terminated or WorkflowExecutionStatus.TimedOut;
        }
        catch (RpcException unknown) when (unknown.Code == RpcException.StatusCode.NotFound)
        {
            throw new TargetClaimedException(
                claimed.Table,
                claimed.Holder,
                "This Temporal service does not know that execution. If no other service runs it, free the target as docs/errors.md says for TARGET_CLAIMED, then execute the plan anew.");
        }
    }
}
