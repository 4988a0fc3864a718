using Migration.Workflows;
using Temporalio.Client;

namespace Migration.Activities;

/// <summary>Asks Temporal's visibility.</summary>
public sealed class VisibleCompletedPlans(ITemporalClient temporal) : ICompletedPlans
{
    public async Task<bool> HasCompletedAsync(string planId, CancellationToken cancellation)
    {
        var query = $"{MigrationNames.PlanId.Name} = '{planId}' AND {MigrationNames.Status.Name} = 'COMPLETED'";
        var count = await temporal.CountWorkflowsAsync(query, new() { Rpc = new() { CancellationToken = cancellation } });
        return count.Count > 0;
    }
}
