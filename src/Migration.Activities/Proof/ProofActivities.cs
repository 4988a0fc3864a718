using Migration.Connectors;
using Migration.Connectors.Tables;
using Migration.Workflows;
using Temporalio.Activities;

namespace Migration.Activities;

/// <summary>Compares and repairs tables whenever a person asks for it.</summary>
public sealed class ProofActivities(ConnectorCatalog catalog, ActivityBoundary boundary, TimeProvider time) : IProofActivities
{
    [Activity]
    public Task<TableValidationResult> ProveTableAsync(ProofTask task) => boundary.RunAsync(task.Task.ToLogSubject(), async cancellation =>
    {
        var started = time.GetTimestamp();
        // Who asks again wants to know it of every range.
        await using var table = await TableOperations.OpenAsync(catalog, task.Task.ToJob() with { Sample = null }, cancellation, time);
        var validation = await table.ProveAsync(new(task.IsComplete, task.IsOwned), cancellation);
        return validation.ToMessage() with
        {
            Rules = task.IsComplete ? await table.AskRulesAsync(task.Task.RulesAfterCopy(), cancellation) : [],
            Duration = time.GetElapsedTime(started),
            Statements = table.StatementsSent,
        };
    });

    [Activity]
    public Task<RepairCounts> RepairTableAsync(ProofTask task) => boundary.RunAsync(task.Task.ToLogSubject(), async cancellation =>
    {
        await using var table = await TableOperations.OpenAsync(catalog, task.Task.ToJob(), cancellation, time);
        var repaired = await table.RepairAsync(task.RemovesExtra, cancellation);
        return new RepairCounts(repaired.Ranges, repaired.RowsWritten, repaired.RowsRemoved, repaired.RowsLeft);
    });
}
