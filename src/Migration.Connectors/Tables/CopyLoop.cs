using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Tables;

/// <summary>Copies one slice of a table: reading and hashing of one batch overlap the writing of the one before.</summary>
internal sealed class CopyLoop(TableJob job, ITableSource source, ITableTarget target, TimeProvider time)
{
    private readonly RowRate _rate = new(job.Configuration.MaxRowsPerSecond, time);
    private long _rangesWritten;

    public async Task<CopyResult> RunAsync(CopyRun run, Action<CopyProgress> afterCommit, CancellationToken stop, CancellationToken abort)
    {
        var started = time.GetTimestamp();
        var pace = new BatchPace(MostOf(job.Configuration), run.Pace);
        var before = await target.BeginAttemptAsync(abort);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        LedgerState after;
        await using (var reading = new ReadAhead(source, before.Next, pace, target.PullsRows, ending.Token))
            after = await WriteAllAsync(reading, before, pace, (run.CheckpointInterval, started), afterCommit, (ending.Token, abort));
        abort.ThrowIfCancellationRequested();
        return Result(before, after, time.GetElapsedTime(started)) with { Pace = pace.Next };
    }

    /// <summary>What one transaction may write: with a limit of rows per second, no more than a second's worth.</summary>
    private static BatchLimits MostOf(MigrationConfiguration configuration) => BatchLimits.Of(
        configuration.MaxRowsPerSecond > 0 ? Math.Min(configuration.BatchSize, configuration.MaxRowsPerSecond) : configuration.BatchSize,
        configuration.MemoryLimit);

    private async Task<LedgerState> WriteAllAsync(
        ReadAhead reading, LedgerState state, BatchPace pace, (TimeSpan Interval, long Started) slice, Action<CopyProgress> afterCommit,
        (CancellationToken Ending, CancellationToken Abort) cancellation)
    {
        while (!state.Next.IsEnd && !cancellation.Ending.IsCancellationRequested && !IsOver(slice.Interval, slice.Started))
        {
            if (await reading.NextAsync(cancellation.Ending) is not { } filled)
                break;
            var began = time.GetTimestamp();
            var range = await CommitAsync(filled, state, cancellation.Abort);
            pace.Committed(time.GetElapsedTime(began));
            state = state.With(range, filled.Next);
            _rangesWritten++;
            reading.Return(filled.Batch);
            afterCommit(new CopyProgress(job.SourceTable, state.Hash.Rows, state.Bytes, state.Ranges, state.Next.ToString()));
            await _rate.WaitAsync((int)range.Hash.Rows, cancellation.Ending);
        }
        return state;
    }

    private async ValueTask<LedgerRange> CommitAsync(FilledBatch filled, LedgerState state, CancellationToken abort)
    {
        // What is refused may be read again by the engine, and the batch be another then.
        var (rows, upTo) = (filled.Batch.Rows, filled.Batch.LastKey.ToArray());
        try
        {
            ThrowIfUnfit(filled.Batch, state);
            return await target.CommitAsync(filled.Batch, filled.From, state, abort);
        }
        catch (MigrationException refused) when (refused.Code != ErrorCodes.AttemptFenced)
        {
            throw new MigrationException(refused.Code, refused.Message, refused.IsTransient, refused)
            {
                Batch = state.Ranges + 1,
                Rows = rows,
                Context = RangeContext.Of(filled.From, upTo),
            };
        }
    }

    private bool IsOver(TimeSpan interval, long started) => _rangesWritten > 0 && time.GetElapsedTime(started) >= interval;

    private void ThrowIfUnfit(RowBatch batch, LedgerState state)
    {
        if (batch.MissingValues > 0)
            throw new MigrationException(ErrorCodes.ConstraintViolated,
                $"Range {state.Ranges + 1} of table '{job.SourceTable}' has {batch.MissingValues} NULL value(s) in columns that the plan requires. " +
                "Nothing of the range was written. Give the column a defaultValue, filter the rows out, or mend the source, then retry.");
    }

    private CopyResult Result(LedgerState before, LedgerState after, TimeSpan elapsed) => new()
    {
        Checkpoint = new Checkpoint(
            $"{job.SourceTable}#{after.Ranges}", job.SourceTable, after.Ranges == 0 ? null : after.Next.ToString(),
            after.Hash.Rows, after.Bytes, after.Ranges, time.GetUtcNow()),
        Done = after.Next.IsEnd,
        Rows = after.Hash.Rows - before.Hash.Rows,
        Bytes = after.Bytes - before.Bytes,
        Transactions = after.Ranges - before.Ranges,
        Epoch = after.Epoch,
        Elapsed = elapsed,
    };
}
