using Migration.Core.Progress;
using Temporalio.Workflows;

namespace Migration.Workflows;

// Taking back what was written, all of it or some tables.
public sealed partial class MigrationWorkflow
{
    private bool rollbackAsked;

    private bool IsRollbackAsked => rollbackAsked || tablesToTakeBack.Count > 0;

    private bool AllTakenBack => state.Tables.Count > 0 && state.Tables.All(table => table.Status == ExecutionStatus.RolledBack);

    private async Task TakeBackSomeAsync()
    {
        Enter(MigrationPhase.Rollback, "Taking tables back");
        if (!await TryDetachedStepAsync(ClaimAgainAsync))
            tablesToTakeBack.Clear();
        GrantTableWishes();
        await Workflow.WaitConditionAsync(() => runs.Count == 0, CancellationToken.None);
        await (AllTakenBack ? EndAsync(ExecutionStatus.RolledBack) : ReleaseAsync());
    }

    /// <summary>Takes everything back, as often as a person asks until it succeeds; gives up when told to.</summary>
    private async Task TakeBackAllAsync(ExecutionStatus outcome)
    {
        state.Outcome = null;
        for (var done = false; !done;)
        {
            rollbackAsked = false;
            tablesToTakeBack.Clear();
            state.Parked = false;
            Enter(MigrationPhase.Rollback, "Rolling back");
            done = await TryTakeBackAllAsync();
            if (done)
                break;
            state.Parked = true;
            Show();
            await Workflow.WaitConditionAsync(() => rollbackAsked || finalizeAsked, CancellationToken.None);
            if (finalizeAsked)
            {
                outcome = ExecutionStatus.Failed;
                break;
            }
        }

        await EndAsync(outcome);
    }

    private async Task<bool> TryTakeBackAllAsync()
    {
        if (state.AnythingWritten
            && !(await TryDetachedStepAsync(ClaimAgainAsync) && await TryDetachedStepAsync(UndoTargetAsync)))
            return false;
        if (state.Preflight is null)
            return true;
        // A plan that failed preflight names tables that have no place in the order.
        foreach (var table in Schedule.RollbackOrder.Union(state.Tables.Select(table => table.Name)).ToList())
            await TakeBackAsync(table);
        return !state.AnythingWritten;
    }

    /// <summary>Other executions may have taken the tables since this one released them.</summary>
    private Task ClaimAgainAsync()
    {
        state.Claimed = true;
        return Workflow.ExecuteActivityAsync(
            (IMigrationActivities activities) => activities.ClaimTargetAsync(Execution),
            ActivityTimeouts.DataSized(CancellationToken.None));
    }

    private async Task UndoTargetAsync()
    {
        var undone = await Workflow.ExecuteActivityAsync(
            (IMigrationActivities activities) => activities.UndoTargetAsync(Execution),
            ActivityTimeouts.DataSized(CancellationToken.None));
        // A rollback that is asked for once more says the same again.
        state.LeftOut = [.. state.LeftOut.Union(undone?.Problems ?? [])];
    }

    private async Task TakeBackAsync(string table)
    {
        var known = state.Table(table);
        if (!known.Written)
        {
            state.Fold(known.TakenBack(new()));
            return;
        }

        state.CurrentOperation = $"Rolling back table {table}";
        state.SetStatus(table, ExecutionStatus.Running);
        Show();
        try
        {
            var task = TaskOf(table);
            state.Fold(state.Table(table).AboutToTakeBack());
            var step = new RetriedStep(Configuration, (failure, retries) =>
                state.Fold(state.Table(table).Failed(failure.Concerning(task), retries, Workflow.UtcNow)));
            var taken = await step.RunAsync(
                () => Workflow.ExecuteActivityAsync(
                    (ITableMigrationActivities activities) => activities.RollBackTableAsync(task),
                    ActivityTimeouts.DataSized(CancellationToken.None)),
                CancellationToken.None);
            state.Fold(state.Table(table).TakenBack(taken));
        }
        catch (StepFailedException)
        {
            state.SetStatus(table, ExecutionStatus.NeedsAttention);
        }
    }
}
