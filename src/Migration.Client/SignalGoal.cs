using Migration.Core.Progress;
using Migration.Workflows;

namespace Migration.Client;

/// <summary>Whether what an operator asked for has happened.</summary>
public static class SignalGoal
{
    /// <param name="execution">A view taken after the workflow has handled the request.</param>
    public static GoalState Of(MigrationSignal signal, ExecutionView execution, OperatorRequest request) => signal switch
    {
        MigrationSignal.Pause when request.Tables.Count > 0 => ReachedIf(Tables(execution, request).All(table => !table.Moving), execution),
        MigrationSignal.Resume when request.Tables.Count > 0 => GoalState.Reached,
        MigrationSignal.Pause => ReachedIf(execution.Status == ExecutionStatus.Paused, execution),
        MigrationSignal.Resume when execution.Status == ExecutionStatus.Paused => GoalState.Pending,
        MigrationSignal.Resume => execution is { Settled: true, Failed: true } ? GoalState.Missed : GoalState.Reached,
        MigrationSignal.Cancel => ReachedIf(execution.Settled && Cancelled(execution, request), execution),
        MigrationSignal.Rollback when request.Tables.Count > 0 => ReachedIf(
            Tables(execution, request).All(table => table.Status == ExecutionStatus.RolledBack), execution),
        MigrationSignal.Rollback => ReachedIf(execution is { Settled: true, Status: ExecutionStatus.RolledBack }, execution),
        MigrationSignal.Finalize => execution.Open ? GoalState.Pending : GoalState.Reached,
        _ => GoalState.Reached,
    };

    /// <summary>What has settled otherwise will not get there any more by itself.</summary>
    private static GoalState ReachedIf(bool condition, ExecutionView execution) =>
        condition ? GoalState.Reached : execution.Settled ? GoalState.Missed : GoalState.Pending;

    private static bool Cancelled(ExecutionView execution, OperatorRequest request) =>
        execution.Status == ExecutionStatus.Cancelled || (request.Undo && execution.Status == ExecutionStatus.RolledBack);

    private static IEnumerable<TableView> Tables(ExecutionView execution, OperatorRequest request) =>
        execution.Tables.Where(table => request.Tables.Contains(table.Name, StringComparer.OrdinalIgnoreCase));
}
