using System.Linq.Expressions;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Progress;
using Temporalio.Workflows;

namespace Migration.Workflows;

/// <summary>
/// Moves one table: prepare → copy, a checkpoint interval at a time → finish → validate.
/// Cancelling it means: let the batch in flight commit, then return where the table stands. Started again with that
/// state it goes on. It also returns when a failure needs a person; the execution keeps such a table parked.
/// </summary>
[Workflow]
public sealed partial class TableMigrationWorkflow
{
    private readonly TableTask task;
    private readonly RetriedStep retried;
    private TableState state;
    private Task told = Task.CompletedTask;

    [WorkflowInit]
    public TableMigrationWorkflow(TableMigrationInput input)
    {
        task = input.Task;
        state = input.State;
        retried = new(task.Configuration, OnFailure);
    }

    [WorkflowQuery("progress")]
    public TableState Progress() => state;

    [WorkflowRun]
    public async Task<TableState> RunAsync(TableMigrationInput input)
    {
        try
        {
            if (task.Configuration.DryRun)
                await RehearseAsync();
            else
                await MoveAsync();
            state = state.Ended(ExecutionStatus.Completed);
        }
        catch (OperationCanceledException) when (Workflow.CancellationToken.IsCancellationRequested)
        {
            state = state.Ended(ExecutionStatus.Paused);
        }
        catch (StepFailedException)
        {
            state = state.Ended(task.Configuration.DryRun ? ExecutionStatus.Failed : ExecutionStatus.NeedsAttention);
        }

        return state;
    }

    private async Task MoveAsync()
    {
        while (state.Stage != TableStage.Done)
        {
            Workflow.CancellationToken.ThrowIfCancellationRequested();
            await TellExecutionAsync();
            await (state.Stage switch
            {
                TableStage.Prepare => PrepareAsync(),
                TableStage.Copy => CopyAsync(),
                TableStage.Finish => FinishAsync(),
                _ => ValidateAsync(),
            });
        }
    }

    private async Task RehearseAsync()
    {
        state = state.At(TableStage.Copy);
        await TellExecutionAsync();
        var rehearsal = await StepAsync(activities => activities.RehearseTableAsync(task));
        state = state.Rehearsed(rehearsal);
        foreach (var problem in rehearsal.Problems.Where(problem => problem.Blocks))
            OnFailure(new(problem.Code, $"{problem.Message} {problem.Fix}", new()), 0);
        if (rehearsal.Problems.Any(problem => problem.Blocks))
            throw new StepFailedException(new(ErrorCodes.Internal, "", new()));
        state = state.At(TableStage.Done);
    }

    private async Task PrepareAsync()
    {
        state = state.AboutToWrite();
        var preparation = await StepAsync(activities => activities.PrepareTableAsync(task));
        state = state.Prepared(preparation).At(task.Type == MigrationType.Schema ? TableStage.Finish : TableStage.Copy);
    }

    private async Task FinishAsync()
    {
        var completion = await StepAsync(activities => activities.FinishTableAsync(task));
        // Workers before this message answered nothing.
        state = state.Completed(completion ?? new()).At(completion is { RowsLost: true } ? TableStage.Copy : AfterFinish);
    }

    private TableStage AfterFinish => IsValidated ? TableStage.Validate : TableStage.Done;

    private bool IsValidated => task.Configuration.EnableValidation && task.Type != MigrationType.Schema;

    private async Task ValidateAsync()
    {
        var marked = task with { SourceMark = state.SourceMark };
        var verdict = await StepAsync(activities => activities.ValidateTableAsync(marked));
        state = state.Validated(verdict);
        List<StepFailure> failures = [.. ValidationVerdicts.Broken(verdict.Rules)];
        if (verdict.ToFailure(task.Validations) is { } different)
            failures.Insert(0, different);
        if (failures.Exists(failure => failure.Details.Severity >= Severity.Error))
        {
            failures.ForEach(failure => OnFailure(failure, 0));
            throw new StepFailedException(failures.MaxBy(failure => failure.Details.Severity)!);
        }

        state = state.Mended().At(TableStage.Done);
        failures.ForEach(failure => OnFailure(failure, 0));
    }

    private async Task ContinueWhenLongAsync()
    {
        if (!LongHistory.IsReached)
            return;
        await told;
        // A wish to rest that came meanwhile concerns this run alone; the next one would not know of it.
        Workflow.CancellationToken.ThrowIfCancellationRequested();
        var next = new TableMigrationInput { Task = task, State = state };
        throw Workflow.CreateContinueAsNewException((TableMigrationWorkflow workflow) => workflow.RunAsync(next));
    }

    private Task<T> StepAsync<T>(Expression<Func<ITableMigrationActivities, Task<T>>> step) => retried.RunAsync(
        () => Workflow.ExecuteActivityAsync(step, ActivityTimeouts.DataSized(Workflow.CancellationToken)),
        Workflow.CancellationToken);

    private void OnFailure(StepFailure failure, int retries) => OnFailure(failure, retries, shard: 1);

    private void OnFailure(StepFailure failure, int retries, int shard)
    {
        state = state.Failed(failure.Concerning(state.Shard(shard), state).Concerning(task), retries, Workflow.UtcNow, shard);
        told = SignalExecutionAsync();
    }

    private async Task TellExecutionAsync()
    {
        await told;
        told = SignalExecutionAsync();
    }

    private Task SignalExecutionAsync()
    {
        var execution = Workflow.GetExternalWorkflowHandle<MigrationWorkflow>(task.ExecutionId);
        var message = state;
        return execution.SignalAsync(
            workflow => workflow.TableChangedAsync(message), new() { CancellationToken = CancellationToken.None });
    }
}
