using Migration.Core.Plans;
using Migration.Core.Progress;
using Temporalio.Workflows;

namespace Migration.Workflows;

// What people and tables tell the execution. Handlers only note what is wanted; the run acts on it.
public sealed partial class MigrationWorkflow
{
    private static readonly Decision Over = Decision.Refuse("The migration has ended; nothing is left to change.");
    private static readonly Decision Ending = Decision.Refuse("The migration is ending already.");

    private bool IsUnderway =>
        state.Outcome is null && stop is null && state.Phase is not (MigrationPhase.Cleanup or MigrationPhase.Rollback);

    private bool IsTakingAllBack => stop is { TakesBack: true } || (state.Outcome is null && state.Phase == MigrationPhase.Rollback);

    [WorkflowSignal("pause")]
    public Task PauseAsync(OperatorRequest request) => DecideAsync("pause", request, tables =>
    {
        if (!IsUnderway)
            return state.Outcome is null ? Ending : Over;
        state.Pause(tables);
        if (tables.Count == 0)
        {
            interruption.Cancel();
            StopTables();
        }

        foreach (var table in tables)
            StopTable(table);
        return Decision.Accept("The batch in flight commits, then the copy rests.");
    });

    [WorkflowSignal("resume")]
    public Task ResumeAsync(OperatorRequest request) => DecideAsync("resume", request, tables =>
    {
        if (!IsUnderway)
            return state.Outcome is null ? Ending : Over;
        if (RefusalOfBudget is { } refusal)
            return refusal;
        var rested = state.Paused || state.PausedTables.Count > 0;
        state.Resume(tables);
        return Decision.Accept(rested ? "The copy goes on where it rested." : "Nothing was paused; the copy goes on.");
    });

    [WorkflowSignal("cancel")]
    public Task CancelAsync(OperatorRequest request) => DecideAsync("cancel", request, _ =>
    {
        if (!IsUnderway)
            return state.Outcome is null ? Ending : Over;
        if (request.Undo && !Configuration.EnableRollback)
            return RollbackDisabled;
        Stop(request.Undo ? StopRequest.Undo : StopRequest.Keep);
        return Decision.Accept(request.Undo ? "Stops and takes back what was copied." : "Stops and keeps what was copied.");
    });

    [WorkflowSignal("rollback")]
    public Task RollbackAsync(OperatorRequest request) => DecideAsync("rollback", request, tables =>
    {
        if (!Configuration.EnableRollback)
            return RollbackDisabled;
        if (Configuration.DryRun)
            return Decision.Refuse("A dry run wrote nothing that could be taken back.");
        if (undoIsGone || finalizeAsked || state.Outcome == ExecutionStatus.RolledBack)
            return Over;
        if (tables.Count > 0 && !IsTakingAllBack)
            return TakeBackLater(tables);
        rollbackAsked = true;
        // While it is taking back already, or has ended, the run sees the wish by itself.
        if (state.Outcome is null && !IsTakingAllBack)
            Stop(StopRequest.RollBack);
        return Decision.Accept("Stops and takes every table back, in reverse order of their references.");
    });

    [WorkflowSignal("finalize")]
    public Task FinalizeAsync(OperatorRequest request) => DecideAsync("finalize", request, _ =>
    {
        if (state.Outcome is null && !state.Parked)
            return Decision.Refuse("The migration has not ended yet; cancel ends it.");
        if (state.Outcome is null && state.Phase != MigrationPhase.Rollback)
            return Decision.Refuse("A step waits for a decision: retry, skip, rollback or cancel.");
        if (IsRollbackAsked)
            return Decision.Refuse("A rollback was asked for; finalize when it has ended.");
        finalizeAsked = true;
        return Decision.Accept("What could undo the migration is discarded.");
    });

    [WorkflowSignal("skip")]
    public Task SkipAsync(OperatorRequest request) => DecideAsync("skip", request, tables =>
    {
        if (!IsUnderway)
            return state.Outcome is null ? Ending : Over;
        if (tables.Count == 0)
            return DecideStep(StepDecision.Skip, "The step is left out.");
        foreach (var table in tables)
        {
            tablesToSkip.Add(table);
            StopTable(table);
        }

        return Decision.Accept("The table is left as it is and the others go on.");
    });

    [WorkflowSignal("retry")]
    public Task RetryAsync(OperatorRequest request) => DecideAsync("retry", request, tables =>
    {
        if (!IsUnderway)
            return state.Outcome is null ? Ending : Over;
        if (tables.Count == 0 && state.Parked)
            return DecideStep(StepDecision.Retry, "The step runs again.");
        if (moved)
            return RetryRollback(tables);
        var chosen = (tables.Count > 0 ? tables : [.. state.ParkedTables]).Where(MayRetry).ToList();
        state.Retry(chosen);
        return chosen.Count > 0
            ? Decision.Accept($"Tries again: {string.Join(", ", chosen)}.")
            : Decision.Refuse("No such table needs attention.");
    });

    [WorkflowSignal("tune")]
    public Task TuneAsync(OperatorRequest request) => DecideAsync("tune", request, _ =>
    {
        if (!IsUnderway)
            return state.Outcome is null ? Ending : Over;
        if (request.Tuning is not { } tuning || tuning == new CopyTuning())
            return Decision.Refuse("Nothing was given that should change.");
        if (moved && tuning.ConcernsCopies)
            return Decision.Refuse("The copy phase is over; no copy is left to tune.");
        if (tuning.FindProblems() is [var problem, ..])
            return Decision.Refuse($"{problem.Message} {problem.Fix}");
        if (RefusalOf(tuning) is { } refusal)
            return refusal;
        state.Tuning = tuning.Over(state.Tuning);
        if (!tuning.ConcernsCopies)
            return Decision.Accept("The budget is another one from now on.");
        RestCopies();
        return Decision.Accept("The batches in flight commit, then the copies go on with the new settings.");
    });

    /// <summary>A table's workflow tells of a change of its stage.</summary>
    [WorkflowSignal("tableChanged")]
    public Task TableChangedAsync(TableState table)
    {
        if (runs.ContainsKey(table.Name))
            state.Fold(table);
        Show();
        return Task.CompletedTask;
    }

    private static Decision RollbackDisabled =>
        Decision.Refuse("This plan was executed with enableRollback: false; nothing was kept that could undo it.");

    private bool MayRetry(string table) =>
        !runs.ContainsKey(table)
        && moving
        && state.Table(table).Status is ExecutionStatus.NeedsAttention or ExecutionStatus.RolledBack;

    /// <summary>After the copy phase no table is copied any more, and one that needs attention is one that could not be taken back.</summary>
    private Decision RetryRollback(IReadOnlyList<string> tables)
    {
        var chosen = state.ParkedTables.Where(table => tables.Count == 0 || tables.Contains(table)).ToList();
        return chosen.Count > 0
            ? TakeBackLater(chosen)
            : Decision.Refuse("The copy phase is over: only a table whose rollback failed can be tried again. Execute the plan anew to copy a table.");
    }

    private Decision DecideStep(StepDecision chosen, string effect)
    {
        if (!state.Parked)
            return Decision.Refuse("No step waits for a decision.");
        decision = chosen;
        return Decision.Accept(effect);
    }

    private Decision TakeBackLater(IReadOnlyList<string> tables)
    {
        foreach (var table in tables)
        {
            tablesToTakeBack.Add(table);
            StopTable(table);
        }

        return Decision.Accept($"Takes back: {string.Join(", ", tables)}.");
    }

    private Task DecideAsync(string action, OperatorRequest request, Func<IReadOnlyList<string>, Decision> decide)
    {
        if (state.Log.Contains(request))
            return Task.CompletedTask;
        var tables = request.Tables.Select(state.Find).ToList();
        var unknown = tables.IndexOf(null);
        var decided = unknown >= 0
            ? Decision.Refuse($"This execution has no table {request.Tables[unknown]}.")
            : decide([.. tables.OfType<string>()]);
        state.Log.Add(action, request, decided, Workflow.UtcNow);
        Show();
        return Task.CompletedTask;
    }
}
