using Migration.Core.Errors;
using Migration.Core.Progress;

namespace Migration.Client;

/// <summary>Which request can make sense in which state. The workflow decides for good; this gives the operator a sentence at once.</summary>
public static class SignalPolicy
{
    /// <summary>The code of a request that the execution's state does not allow.</summary>
    public const string StateRefuses = "STATE_REFUSES";

    /// <summary>Null where the request is to be sent.</summary>
    public static SignalOutcome? Decide(MigrationSignal signal, ExecutionView execution, IReadOnlyList<string> tables) =>
        UnknownTable(execution, tables)
        ?? (execution.Open ? DecideOpen(signal, execution, tables.Count > 0) : Finished(execution));

    private static SignalOutcome? UnknownTable(ExecutionView execution, IReadOnlyList<string> tables)
    {
        var known = execution.Tables.Select(table => table.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return tables.FirstOrDefault(table => !known.Contains(table)) is { } unknown
            ? SignalOutcome.Refuse(ErrorCodes.TableUnknown, $"The execution {execution.ExecutionId} has no table '{unknown}'.")
            : null;
    }

    // A resume is always sent: one that runs may have been asked to pause and rest in a moment, or have tables that do.
    private static SignalOutcome? DecideOpen(MigrationSignal signal, ExecutionView execution, bool someTables) => signal switch
    {
        MigrationSignal.Pause => Ended(execution) ?? AlreadyIf(execution, ExecutionStatus.Paused, !someTables, "is paused already"),
        MigrationSignal.Rollback => DecideRollback(execution),
        MigrationSignal.Finalize => DecideFinalize(execution),
        _ => Ended(execution),
    };

    private static SignalOutcome? DecideRollback(ExecutionView execution) => execution switch
    {
        { Status: ExecutionStatus.RolledBack } => Finished(execution),
        { Phase: MigrationPhase.Rollback, Status: ExecutionStatus.Running } =>
            SignalOutcome.Already($"The execution {execution.ExecutionId} is being rolled back already."),
        _ => null,
    };

    private static SignalOutcome? DecideFinalize(ExecutionView execution) =>
        execution.Status is ExecutionStatus.Pending or ExecutionStatus.Running or ExecutionStatus.Paused
            ? SignalOutcome.Refuse(StateRefuses, $"The execution {execution.ExecutionId} is {StatusNames.Of(execution.Status)}; it can be finalized once it has ended.")
            : null;

    private static SignalOutcome? AlreadyIf(ExecutionView execution, ExecutionStatus status, bool wholeExecution, string state) =>
        wholeExecution && execution.Status == status ? SignalOutcome.Already($"The execution {execution.ExecutionId} {state}.") : null;

    private static SignalOutcome? Ended(ExecutionView execution) =>
        execution.Status is ExecutionStatus.Completed or ExecutionStatus.Failed or ExecutionStatus.Cancelled or ExecutionStatus.RolledBack
            ? Finished(execution)
            : null;

    private static SignalOutcome Finished(ExecutionView execution) =>
        SignalOutcome.Refuse(ErrorCodes.ExecutionFinished, $"The execution {execution.ExecutionId} has ended: {StatusNames.Of(execution.Status)}.");
}
