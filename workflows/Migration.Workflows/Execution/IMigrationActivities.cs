using Temporalio.Activities;

namespace Migration.Workflows;

/// <summary>What an execution does outside of its tables. Each may run again after a crash and must bear that.</summary>
public interface IMigrationActivities
{
    /// <summary>Looks at plan, source and target; writes nothing. Problems come back as data.</summary>
    [Activity]
    Task<PreflightResult> PreflightAsync(ExecutionInput input);

    /// <summary>Makes the target this execution's own; TARGET_CLAIMED where another one works on a table of it.</summary>
    [Activity]
    Task ClaimTargetAsync(ExecutionInput input);

    /// <summary>Creates what needs all tables: foreign keys, views and triggers. Workers before this answer gave none.</summary>
    [Activity]
    Task<TargetCompletion?> FinishTargetAsync(ExecutionInput input);

    /// <summary>Checks what holds between tables: foreign keys, and the plan's rules of several tables. Workers before this answer gave none.</summary>
    [Activity]
    Task<TargetValidation?> ValidateTargetAsync(ExecutionInput input);

    [Activity]
    Task RunPostActionAsync(PostActionInput input);

    /// <summary>Takes back what <see cref="FinishTargetAsync"/> created. Workers before this answer gave none.</summary>
    [Activity]
    Task<TargetUndo?> UndoTargetAsync(ExecutionInput input);

    /// <summary>Drops temporary data and gives the target free for other executions; what can undo the migration stays. Workers before this answer gave none.</summary>
    [Activity]
    Task<TargetRelease?> ReleaseTargetAsync(ExecutionInput input);

    /// <summary>Drops what could have undone the migration.</summary>
    [Activity]
    Task DiscardUndoAsync(ExecutionInput input);
}
