using Microsoft.Extensions.Logging;
using Migration.Core.Progress;
using Temporalio.Workflows;

namespace Migration.Workflows;

// The end of an execution: what stays, what is taken back, and how long it can be.
public sealed partial class MigrationWorkflow
{
    private bool finalizeAsked;
    private bool undoIsGone;

    private bool HoldsWindow =>
        Configuration is { EnableRollback: true, DryRun: false } && Configuration.RollbackWindow > TimeSpan.Zero && state.AnythingWritten;

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
        await ReleaseAsync();
        state.Parked = false;
        state.Outcome = outcome;
        state.EndedAt = Workflow.UtcNow;
        Show();
    }

    private async Task ReleaseAsync()
    {
        if (state.Claimed)
        {
            await TryDetachedStepAsync(async () =>
            {
                var released = await Workflow.ExecuteActivityAsync(
                    (IMigrationActivities activities) => activities.ReleaseTargetAsync(Execution),
                    ActivityTimeouts.DataSized(CancellationToken.None));
                state.LeftOut = [.. state.LeftOut, .. released?.Problems ?? []];
            });
        }

        state.Claimed = false;
    }

    private async Task HoldRollbackWindowAsync()
    {
        var wrote = state.Tables.Any(table => table.Checkpoint is not null || table.Written || table.Status == ExecutionStatus.RolledBack);
        if (HoldsWindow || (IsRollbackAsked && state.AnythingWritten))
            await WaitForRollbackAsync();
        undoIsGone = true;
        if (wrote && !Configuration.DryRun)
        {
            Enter(MigrationPhase.Cleanup, "Discarding what could undo the migration");
            await TryDetachedStepAsync(() => Workflow.ExecuteActivityAsync(
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
            if (left > TimeSpan.Zero)
                await Workflow.WaitConditionAsync(() => finalizeAsked || IsRollbackAsked, left, CancellationToken.None);
            // What was asked for in the window's last moment, or before it opened, counts.
            if (!IsRollbackAsked)
                break;
            if (rollbackAsked)
                await TakeBackAllAsync(ExecutionStatus.RolledBack);
            else
                await TakeBackSomeAsync();
        }

        state.RollbackUntil = null;
    }

    /// <summary>A step that nothing cancels. Its failure stands in the errors.</summary>
    /// <returns>Whether it succeeded.</returns>
    private async Task<bool> TryDetachedStepAsync(Func<Task> step)
    {
        try
        {
            await retried.RunAsync(step, CancellationToken.None);
            return true;
        }
        catch (StepFailedException e)
        {
            Workflow.Logger.LogWarning("A step of {ExecutionId} failed: {Code}", input.ExecutionId, e.Failure.Code);
            return false;
        }
    }
}
