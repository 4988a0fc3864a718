using Migration.Workflows;
using Temporalio.Client;

namespace Migration.Activities;

/// <summary>Asks Temporal's visibility. A dry run moved nothing and counts for nothing.</summary>
public sealed class VisibleCompletedPlans(ITemporalClient temporal) : ICompletedPlans
{
    public async Task<bool> HasCompletedAsync(string planId, CancellationToken cancellation)
    {
        var query = $"{MigrationNames.PlanId.Name} = '{planId}' AND {MigrationNames.Status.Name} = 'COMPLETED'";
        await foreach (var execution in temporal.ListWorkflowsAsync(query, new() { Rpc = new() { CancellationToken = cancellation } }))
            if (!execution.Memo.ContainsKey(MigrationNames.DryRunMemo))
                return true;
        return false;
    }
}
