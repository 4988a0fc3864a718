using Migration.Connectors;
using Migration.Connectors.Tables;
using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using Migration.Core.Progress;
using Migration.Workflows;
using Temporalio.Activities;

namespace Migration.Activities;

/// <summary>The steps of one table, each a call of <see cref="TableOperations"/>.</summary>
public sealed class TableMigrationActivities(
    ConnectorCatalog catalog, ActivityBoundary boundary, BatchLog batches, MigrationMeter meter, TimeProvider time) : ITableMigrationActivities
{
    [Activity]
    public Task<TablePreparation> PrepareTableAsync(TableTask task) => StepAsync(task, async (table, cancellation) =>
    {
        var started = time.GetTimestamp();
        var prepared = await table.PrepareAsync(cancellation);
        return new TablePreparation
        {
            Created = prepared.Created,
            KeyDescription = prepared.KeyDescription,
            SourceMark = prepared.SourceMark,
            PushDown = prepared.PushDown,
            RowsTotal = prepared.RowsTotal,
            RowsSkipped = prepared.RowsSkipped,
            BytesEstimate = prepared.BytesEstimate,
            Shards = prepared.Shards,
            Warnings = prepared.Warnings,
            Duration = time.GetElapsedTime(started),
            Statements = table.StatementsSent,
        };
    });

    [Activity]
    public async Task<TableCopy> CopyTableAsync(TableCopyInput input)
    {
        var left = await Heartbeats.LeftCommitAsync(ActivityExecutionContext.Current.Info);
        return await boundary.RunReportingAsync(
            input.Task.ToLogSubject(), left ?? Heartbeats.Of(input), (beat, ending) => CopyAsync(input, left?.Commit, new CopyReport(input, beat), ending));
    }

    [Activity]
    public Task<TableCompletion?> FinishTableAsync(TableTask task) => StepAsync<TableCompletion?>(task, async (table, cancellation) =>
    {
        var finished = await table.FinishAsync(cancellation);
        return new() { RowsLost = finished.RowsLost, Statements = table.StatementsSent };
    });

    [Activity]
    public Task<TableValidationResult> ValidateTableAsync(TableTask task) => StepAsync(task, async (table, cancellation) =>
    {
        var started = time.GetTimestamp();
        var validation = await table.ValidateAsync(cancellation);
        var rules = await table.AskRulesAsync(task.RulesAfterCopy(), cancellation);
        return validation.ToMessage() with
        {
            Rules = rules,
            Duration = time.GetElapsedTime(started),
            Statements = table.StatementsSent,
        };
    });

    [Activity]
    public Task<TableRehearsal> RehearseTableAsync(TableTask task) => StepAsync(task, async (table, cancellation) =>
    {
        var rehearsal = await table.RehearseAsync(cancellation);
        return new TableRehearsal
        {
            Rows = rehearsal.Rows,
            RowsSkipped = rehearsal.RowsSkipped,
            Bytes = rehearsal.Bytes,
            Statements = table.StatementsSent,
            WouldCreate = rehearsal.WouldCreate,
            Problems = rehearsal.Problems,
        };
    });

    [Activity]
    public Task<TableRollback> RollBackTableAsync(TableTask task) => StepAsync(task, async (table, cancellation) =>
    {
        var result = await table.RollbackAsync(cancellation);
        var verified = await table.VerifyRollbackAsync(cancellation);
        return verified.Equal
            ? new TableRollback { RowsRemoved = result.RowsRemoved, TableDropped = result.TableDropped, Advice = result.Advice, Statements = table.StatementsSent }
            : throw new MigrationException(ErrorCodes.RollbackUnverified, verified.Summary);
    });

    /// <param name="left">A commit that an attempt before has left to the target's engine.</param>
    private async Task<TableCopy> CopyAsync(TableCopyInput input, string? left, CopyReport report, CopyEnding ending)
    {
        var job = input.Task.ToJob() with { OutsideCommits = new() { Accepted = report.Accepted, Leave = ending.Leave } };
        await using var table = await OpenAsync(job, ending.Stop);
        meter.TableStarted();
        CopyProgress? last = null;
        try
        {
            if (left is not null)
                await AwaitAsync(table, left, report, ending);
            // Stopping lets the batch in flight commit, and that is waited for: nothing else may end a copy.
            var copied = await table.CopyAsync(
                new(input.Task.Configuration.CheckpointInterval) { Shard = input.Shard, Pace = input.Pace is { } pace ? new(pace.Rows, pace.Bytes) : null },
                progress => AfterCommit(input, last = progress, report),
                ending.Stop,
                CancellationToken.None);
            meter.Copied(input.Task.Table.SourceTable, copied.Rows, copied.Bytes, copied.Transactions);
            return ToMessage(copied, table.StatementsSent) with { BeganAgain = input.Since is { Rows: > 0 } && copied.Checkpoint.Rows == copied.Rows };
        }
        catch (MigrationException failure) when (last is not null)
        {
            failure.Committed = ToCheckpoint(last);
            throw;
        }
        finally
        {
            meter.TableStopped();
        }
    }

    private static async Task AwaitAsync(TableOperations table, string commit, CopyReport report, CopyEnding ending)
    {
        await table.AwaitCommitAsync(commit, ending.Leave);
        report.Begins();
    }

    private Task<T> StepAsync<T>(TableTask task, Func<TableOperations, CancellationToken, Task<T>> step) =>
        boundary.RunAsync(task.ToLogSubject(), async cancellation =>
        {
            await using var table = await OpenAsync(task.ToJob(), cancellation);
            return await step(table, cancellation);
        });

    private Task<TableOperations> OpenAsync(TableJob job, CancellationToken cancellation) =>
        TableOperations.OpenAsync(catalog, job, cancellation, time);

    private void AfterCommit(TableCopyInput input, CopyProgress progress, CopyReport report)
    {
        report.Committed(progress);
        if (input.Task.Configuration.Verbose)
            batches.Committed(progress, input.Task.Shards > 1 ? input.Shard : null);
    }

    private Checkpoint ToCheckpoint(CopyProgress progress) => new(
        $"{progress.Table}#{progress.Ranges}", progress.Table, progress.Cursor, progress.Rows, progress.Bytes, progress.Ranges, time.GetUtcNow())
    {
        Rejected = progress.Rejected,
        Changes = progress.Changes,
    };

    private static TableCopy ToMessage(CopyResult copied, long statements) => new()
    {
        Checkpoint = copied.Checkpoint,
        Done = copied.Done,
        Pace = copied.Pace is { } pace ? new(pace.Rows, pace.Bytes) : null,
        Metrics = new MigrationMetrics { CopyTime = copied.Elapsed, QueriesExecuted = statements },
    };
}
