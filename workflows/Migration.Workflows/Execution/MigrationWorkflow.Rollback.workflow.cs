using Microsoft.Extensions.Logging;
using Migration.Core.Progress;
using Temporalio.Workflows;

namespace Migration.Workflows;

// The end of an execution: what stays, what is taken back, and how long it can be.
public sealed partial class MigrationWorkflow
{
    private bool rollbackAsked;
    private bool finalizeAsked;

    private bool HoldsWindow =>
        Configuration is { EnableRollback: true, DryRun: false } && Configuration.RollbackWindow > TimeSpan.Zero && state.AnythingWritten;

    private bool AllTakenBack => state.Tables.Count > 0 && state.Tables.All(table => table.Status == ExecutionStatus.RolledBack);

    private async Task StopAsync()
    {
        StopTables();
        await Workflow.WaitConditionAsync(() => runs.Count == 0, CancellationToken.None);
        // A rollback may have been asked for while the tables came to rest.
        var end = stop!;
        if (end.TakesBack)
        {
            await TakeBackAllAsync(end.Outcome);
            return;
        }

        foreach (var table in state.Tables.Where(table => !TableSchedule.IsSettled(table.Status)).ToList())
            state.SetStatus(table.Name, end.Outcome);
        await EndAsync(end.Outcome);
    }

    private async Task EndAsync(ExecutionStatus outcome)
    {
        Enter(MigrationPhase.Cleanup, "Cleaning up");
        if (state.Claimed)
        {
            await CleanUpStepAsync(() => Workflow.ExecuteActivityAsync(
                (IMigrationActivities activities) => activities.ReleaseTargetAsync(Execution),
                ActivityTimeouts.DataSized(CancellationToken.None)));
        }

        state.Claimed = false;
        state.Parked = false;
        state.Outcome = outcome;
        state.EndedAt = Workflow.UtcNow;
        Show();
    }

    private async Task HoldRollbackWindowAsync()
    {
        var wrote = state.Tables.Any(table => table.Checkpoint is not null || table.Written || table.Status == ExecutionStatus.RolledBack);
        if (HoldsWindow || (rollbackAsked && state.AnythingWritten))
            await WaitForRollbackAsync();
        if (wrote && !Configuration.DryRun)
        {
            Enter(MigrationPhase.Cleanup, "Discarding what could undo the migration");
            await CleanUpStepAsync(() => Workflow.ExecuteActivityAsync(
                (IMigrationActivities activities) => activities.DiscardUndoAsync(Execution),
                ActivityTimeouts.DataSized(CancellationToken.None)));
        }
    }

    private async Task WaitForRollbackAsync()
    {
        var ends = Workflow.UtcNow + Configuration.RollbackWindow;
        while (!finalizeAsked && state.AnythingWritten)
        {
            state.RollbackUntil = ends;
            Enter(MigrationPhase.RollbackWindow, null);
            var left = ends - Workflow.UtcNow;
            if (left <= TimeSpan.Zero || !await Workflow.WaitConditionAsync(IsAsked, left, CancellationToken.None))
                break;
            if (finalizeAsked)
                break;
            if (rollbackAsked)
                await TakeBackAllAsync(ExecutionStatus.RolledBack);
            else
                await TakeBackSomeAsync();
        }

        state.RollbackUntil = null;
    }

    private bool IsAsked() => finalizeAsked || rollbackAsked || tablesToTakeBack.Count > 0;

    private async Task TakeBackSomeAsync()
    {
        Enter(MigrationPhase.Rollback, "Taking tables back");
        GrantTableWishes();
        await Workflow.WaitConditionAsync(() => runs.Count == 0, CancellationToken.None);
        if (AllTakenBack)
            await EndAsync(ExecutionStatus.RolledBack);
    }

    /// <summary>Takes everything back, as often as a person asks until it succeeds; gives up when told to.</summary>
    private async Task TakeBackAllAsync(ExecutionStatus outcome)
    {
        state.Outcome = null;
        for (var done = false; !done;)
        {
            rollbackAsked = false;
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
        try
        {
            if (state.AnythingWritten)
            {
                await DetachedStepAsync(() => Workflow.ExecuteActivityAsync(
                    (IMigrationActivities activities) => activities.ClaimTargetAsync(Execution),
                    ActivityTimeouts.DataSized(CancellationToken.None)));
                state.Claimed = true;
                await DetachedStepAsync(() => Workflow.ExecuteActivityAsync(
                    (IMigrationActivities activities) => activities.UndoTargetAsync(Execution),
                    ActivityTimeouts.DataSized(CancellationToken.None)));
            }
        }
        catch (StepFailedException)
        {
            return false;
        }

        if (state.Preflight is null)
            return true;
        foreach (var table in Schedule.RollbackOrder)
            await TakeBackAsync(table);
        return AllTakenBack || state.Tables.Count == 0;
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
            var step = new RetriedStep(Configuration, (failure, retries) =>
                state.Fold(state.Table(table).Failed(failure, retries, Workflow.UtcNow)));
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

    private Task DetachedStepAsync(Func<Task> step) => retried.RunAsync(step, CancellationToken.None);

    /// <summary>Cleaning up must not keep an execution open: a failure stays in its errors.</summary>
    private async Task CleanUpStepAsync(Func<Task> step)
    {
        try
        {
            await DetachedStepAsync(step);
        }
        catch (StepFailedException e)
        {
            Workflow.Logger.LogWarning("Cleaning up {ExecutionId} failed: {Code}", input.ExecutionId, e.Failure.Code);
        }
    }
}
