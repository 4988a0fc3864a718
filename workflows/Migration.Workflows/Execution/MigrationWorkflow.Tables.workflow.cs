using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Migration.Workflows;

// The copy phase: a child per table.
public sealed partial class MigrationWorkflow
{
    // A table in work, by its name, and what brings it to rest.
    private readonly Dictionary<string, CancellationTokenSource> runs = [];
    private readonly HashSet<string> tablesToSkip = [];
    private readonly HashSet<string> tablesToTakeBack = [];
    private TableSchedule? schedule;
    private int rateOfALane;
    private bool moving;
    private bool moved;

    private TableSchedule Schedule => schedule ??= new(state.Preflight!);

    private bool HasTableWishes => tablesToSkip.Concat(tablesToTakeBack).Any(table => !runs.ContainsKey(table));

    /// <summary>After the copy phase, one whose rollback failed: only a person can settle it.</summary>
    private bool HasTableToSettle => moved && !state.AllSettled;

    /// <summary>The limit of rows per second, shared evenly among what can be copied at once.</summary>
    private int RateOfALane
    {
        get
        {
            var limit = Configuration.MaxRowsPerSecond;
            var parts = state.Tables.Where(table => !TableSchedule.IsSettled(table.Status)).Sum(PartsLeft);
            return limit == 0 ? 0 : Math.Max(1, limit / Math.Clamp(parts, 1, Configuration.Parallelism));
        }
    }

    /// <summary>There are fewer to share it with than when those in work began, or the limit is another one.</summary>
    private bool HasNewRate => rateOfALane != RateOfALane;

    private async Task MoveTablesAsync()
    {
        Enter(MigrationPhase.Copy, Configuration.DryRun ? "Rehearsing tables" : "Copying tables");
        moving = true;
        while (!state.AllSettled || runs.Count > 0)
        {
            GrantTableWishes();
            if (HasNewRate)
                RestCopies();
            if (LongHistory.IsReached)
                await ContinueAsync();
            LaunchTables();
            if (TableToRest is { } share)
                StopTable(share);
            await Workflow.WaitConditionAsync(NeedsAttendance, CancellationToken.None);
            if (stop is not null)
                throw new ExecutionStoppedException();
        }

        moving = false;
        moved = true;
        if (state.Tables.Any(table => table.Status == ExecutionStatus.Failed))
            throw Fail();
    }

    private bool NeedsAttendance() =>
        stop is not null
        || HasTableWishes
        || HasNewRate
        || LongHistory.IsReached
        || (state.AllSettled && runs.Count == 0)
        || CanLaunch
        || TableToRest is not null;

    private void Launch(string table)
    {
        _ = WorkOnAsync(table, async cancellation => state.Fold(await MoveAsync(table, cancellation)), copies: true);
    }

    private Task<TableState> MoveAsync(string table, CancellationToken cancellation)
    {
        var start = new TableMigrationInput { Task = TaskOf(table), State = state.Table(table) };
        return Workflow.ExecuteChildWorkflowAsync(
            (TableMigrationWorkflow workflow) => workflow.RunAsync(start),
            new()
            {
                Id = MigrationNames.TableWorkflowId(input.ExecutionId, table),
                TaskTimeout = MigrationNames.WorkflowTaskTimeout,
                CancellationToken = cancellation,
            });
    }

    /// <summary>Keeps the account of a table in work.</summary>
    private async Task WorkOnAsync(string table, Func<CancellationToken, Task> work, bool copies)
    {
        var rest = new CancellationTokenSource();
        runs.Add(table, rest);
        state.BeginWork(Workflow.UtcNow);
        if (copies)
            state.CopyClock.TableStarted(Workflow.UtcNow);
        Show();
        try
        {
            await work(rest.Token);
        }
        catch (Exception e) when (TemporalException.IsCanceledException(e))
        {
            // It came to rest before its workflow began.
        }
        catch (FailureException e)
        {
            // It failed, was terminated, or could not start: whatever it is, a person must hear of it.
            Park(table, new(ErrorCodes.Internal, $"The workflow of table {table} ended: {e.InnerException?.Message ?? e.Message}", new()));
        }

        state.EndWork(Workflow.UtcNow);
        if (copies)
            state.CopyClock.TableStopped(Workflow.UtcNow);
        AtRest(table, stopped: rest.IsCancellationRequested);
        runs.Remove(table);
        lanes.Remove(table);
        if (IsUnderway && state.Table(table).Errors.Any(error => error is { Resolved: false, Severity: Severity.Critical }))
            Stop(StopRequest.Fail);
        Show();
    }

    /// <summary>A table that was brought to rest is pending again, or paused where a person wants it so.</summary>
    private void AtRest(string table, bool stopped)
    {
        if (state.Table(table).Status is not (ExecutionStatus.Paused or ExecutionStatus.Running))
            return;
        if (!stopped)
            state.Pause([table]);
        var paused = state.Paused || state.PausedTables.Contains(table);
        state.SetStatus(table, paused ? ExecutionStatus.Paused : ExecutionStatus.Pending);
    }

    private void Park(string table, StepFailure failure) =>
        state.Fold(state.Table(table).Failed(failure.Concerning(TaskOf(table)), 0, Workflow.UtcNow).Ended(ExecutionStatus.NeedsAttention));

    private void StopTables()
    {
        foreach (var run in runs.Values.ToList())
            run.Cancel();
    }

    /// <summary>Brings copies to rest at their checkpoint; what may start then starts with the settings of that moment.</summary>
    private void RestCopies()
    {
        rateOfALane = RateOfALane;
        if (Configuration.DryRun)
            return;
        foreach (var table in runs.Keys.Where(name => state.Table(name).Stage is TableStage.Prepare or TableStage.Copy).ToList())
            StopTable(table);
    }

    private void StopTable(string table)
    {
        if (runs.TryGetValue(table, out var run))
            run.Cancel();
    }

    /// <summary>Skips and takes back the tables that a person chose, as soon as they are at rest.</summary>
    private void GrantTableWishes()
    {
        foreach (var table in tablesToSkip.Where(table => !runs.ContainsKey(table)).ToList())
        {
            tablesToSkip.Remove(table);
            if (!TableSchedule.IsSettled(state.Table(table).Status))
                state.SetStatus(table, ExecutionStatus.Skipped);
        }

        foreach (var table in tablesToTakeBack.Where(table => !runs.ContainsKey(table)).ToList())
        {
            tablesToTakeBack.Remove(table);
            _ = WorkOnAsync(table, _ => TakeBackAsync(table), copies: false);
        }

        Show();
    }

    /// <summary>Brings everything to rest and goes on in a fresh history.</summary>
    private async Task ContinueAsync()
    {
        StopTables();
        do
        {
            // Wishes are no part of the snapshot, and granting one takes time in which people ask for more.
            GrantTableWishes();
            await Workflow.WaitConditionAsync(() => runs.Count == 0 && Workflow.AllHandlersFinished, CancellationToken.None);
            if (stop is not null)
                throw new ExecutionStoppedException();
        }
        while (HasTableWishes);
        var next = input with { Continued = state.Snapshot() };
        throw Workflow.CreateContinueAsNewException((MigrationWorkflow workflow) => workflow.RunAsync(next));
    }

    private TableTask TaskOf(string table)
    {
        var outline = state.Preflight!.Tables.First(outline => outline.Table.SourceTable == table);
        return TaskOf(outline) with
        {
            Validations = TableTask.RulesOf(input.Plan, outline.Table),
            References = TableReferences.Of(outline.DependsOn, state.Preflight.Tables.Select(other => other.Table)),
        };
    }

    private TableTask TaskOf(TableOutline outline) => TableTask.Of(input.ExecutionId, input.Plan, outline.Table) with
    {
        SourceMoment = state.Table(outline.Table.SourceTable).ReadsAnew ? null : state.Preflight!.SourceMoment,
        Round = state.Table(outline.Table.SourceTable).Round,
        Shards = PartsOf(state.Table(outline.Table.SourceTable)),
        Lanes = lanes.GetValueOrDefault(outline.Table.SourceTable, 1),
        Configuration = Configuration with { MaxRowsPerSecond = RateOfALane },
    };

    /// <summary>The execution with the tables that were moved: those skipped or taken back are nobody's business.</summary>
    private ExecutionInput Settled
    {
        get
        {
            var whole = Execution;
            return whole with
            {
                Plan = whole.Plan with
                {
                    Tables = [.. whole.Plan.Tables.Where(table => state.Table(table.SourceTable).Status == ExecutionStatus.Completed)],
                },
            };
        }
    }
}
