using Migration.Connectors.Tables;
using Migration.Workflows;

namespace Migration.Activities;

/// <summary>Claims a target. An execution that Temporal has closed can't release its claims any more: they are taken from it.</summary>
public sealed class TargetClaim(ClosedExecutions closed)
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

    private async Task<bool> IsClosedAsync(TargetClaimedException claimed, CancellationToken cancellation) =>
        await closed.TryTellAsync(claimed.Holder, cancellation) ?? throw new TargetClaimedException(
            claimed.Table,
            claimed.Holder,
            "This Temporal service does not know that execution. If no other service runs it, free the target as docs/errors.md says for TARGET_CLAIMED, then execute the plan anew.");
}
