using Migration.Core.Problems;
using Temporalio.Workflows;

namespace Migration.Workflows;

// What was copied so far is validated between slices, as often as the plan asks for it.
public sealed partial class TableMigrationWorkflow
{
    private DateTimeOffset? proven;

    private bool IsProofDue => task.Configuration is { EnableValidation: true, ValidationInterval.Ticks: > 0 }
        && Workflow.UtcNow - (proven ??= Workflow.UtcNow) >= task.Configuration.ValidationInterval;

    /// <summary>No copy of the table may be at work.</summary>
    private async Task ProveWhenDueAsync()
    {
        if (!IsProofDue || state.Checkpoint is null)
            return;
        var copied = new ProofTask { Task = task with { SourceMark = state.SourceMark }, IsOwned = state.Created };
        var verdict = await retried.RunAsync(
            () => Workflow.ExecuteActivityAsync((IProofActivities activities) => activities.ProveTableAsync(copied), ActivityTimeouts.DataSized(Workflow.CancellationToken)),
            Workflow.CancellationToken);
        proven = Workflow.UtcNow;
        state = state.Validated(verdict);
        // The source has more rows than were copied yet: that is no rule's business.
        if ((verdict with { SourceRows = verdict.CopiedRows + verdict.RejectedRows }).ToFailure(task.Validations) is not { } different)
            return;
        OnFailure(different, 0);
        if (different.Details.Severity >= Severity.Error)
            throw new StepFailedException(different);
    }
}
