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
    public Task<TableCopy> CopyTableAsync(TableCopyInput input) => boundary.RunReportingAsync(
        input.Task.ToLogSubject(),
        Heartbeats.Of(input),
        async (report, stop) =>
        {
            await using var table = await OpenAsync(input.Task, stop);
            meter.TableStarted();
            CopyProgress? last = null;
            try
            {
                // Stopping lets the batch in flight commit, and that is waited for: nothing else may end a copy.
                var copied = await table.CopyAsync(
                    new(input.Task.Configuration.CheckpointInterval) { Shard = input.Shard, Pace = input.Pace is { } pace ? new(pace.Rows, pace.Bytes) : null },
                    progress => AfterCommit(input, last = progress, report),
                    stop,
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
        });

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
            ? new TableRollback { RowsRemoved = result.RowsRemoved, TableDropped = result.TableDropped, Statements = table.StatementsSent }
            : throw new MigrationException(ErrorCodes.RollbackUnverified, verified.Summary);
    });

    private Task<T> StepAsync<T>(TableTask task, Func<TableOperations, CancellationToken, Task<T>> step) =>
        boundary.RunAsync(task.ToLogSubject(), async cancellation =>
        {
            await using var table = await OpenAsync(task, cancellation);
            return await step(table, cancellation);
        });

    private Task<TableOperations> OpenAsync(TableTask task, CancellationToken cancellation) =>
        TableOperations.OpenAsync(catalog, task.ToJob(), cancellation, time);

    private void AfterCommit(TableCopyInput input, CopyProgress progress, Action<object> report)
    {
        if (input.Task.Configuration.ProgressReporting)
            report(Heartbeats.Of(input, progress));
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
