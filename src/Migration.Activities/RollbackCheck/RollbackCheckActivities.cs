using Migration.Connectors;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Workflows;
using Temporalio.Activities;

namespace Migration.Activities;

/// <summary>Asks every table of an execution what a rollback would find.</summary>
public sealed class RollbackCheckActivities(ConnectorCatalog catalog, ActivityBoundary boundary) : IRollbackCheckActivities
{
    [Activity]
    public Task<RollbackCheckReport> CheckRollbackAsync(RollbackCheckInput input) =>
        boundary.RunAsync(new(input.ExecutionId), async cancellation =>
        {
            var tables = new List<TableRollbackCheck>();
            foreach (var table in input.Plan.Tables)
                tables.Add(await CheckAsync(TableJob.Of(input.ExecutionId, input.Plan, table), cancellation));
            return new RollbackCheckReport { ExecutionId = input.ExecutionId, Tables = tables };
        });

    /// <summary>A table that can't even be looked at is an answer, too.</summary>
    private async Task<TableRollbackCheck> CheckAsync(TableJob job, CancellationToken cancellation)
    {
        try
        {
            await using var table = await TableOperations.OpenAsync(catalog, job, cancellation);
            var found = await table.CheckRollbackAsync(cancellation);
            return new() { Table = job.SourceTable, Possible = found.Possible, How = found.How, Why = found.Why, RowsOfOthers = found.RowsOfOthers };
        }
        catch (MigrationException e) when (!e.IsTransient)
        {
            return new() { Table = job.SourceTable, Why = e.Message };
        }
    }
}
