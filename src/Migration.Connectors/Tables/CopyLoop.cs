using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Checkpoints;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Connectors.Tables;

/// <summary>Copies one slice of a shard: reading and hashing of one batch overlap the writing of the one before; so does bringing one close to the table, where the target does that.</summary>
internal sealed class CopyLoop(TableJob job, ITableSource source, ITableTarget target, TimeProvider time)
{
    private readonly RowRate _rate = new(job.Configuration.MaxRowsPerSecond, time);
    private readonly RowSieve _sieve = new(job, source, target);
    private Action<CopyProgress> _progress = _ => { };
    private long _rangesWritten;
    private bool _hasRefused;

    public async Task<CopyResult> RunAsync(CopyRun run, Action<CopyProgress> afterCommit, CancellationToken stop, CancellationToken abort)
    {
        var started = time.GetTimestamp();
        var pace = new BatchPace(MostOf(job.Configuration), run.Pace, target.CommitAim);
        var before = await target.BeginAttemptAsync(run.Shard, abort);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        var rejects = await target.CountRejectsAsync(abort);
        before = before with { Rejected = rejects.Where(r => r.Key.Shard == run.Shard).Sum(r => r.Value), RejectedElsewhere = rejects.Where(r => r.Key.Shard != run.Shard).Sum(r => r.Value) };
        _progress = afterCommit;
        var after = await CopyAsync(before, pace, (run.CheckpointInterval, started), (ending.Token, abort));
        abort.ThrowIfCancellationRequested();
        await target.SettleAsync(abort);
        return Result(before, after, time.GetElapsedTime(started)) with { Pace = pace.Next };
    }

    /// <summary>What one transaction may write: with a limit of rows per second, no more than a second's worth.</summary>
    private static BatchLimits MostOf(MigrationConfiguration configuration) => BatchLimits.Of(
        configuration.MaxRowsPerSecond > 0 ? Math.Min(configuration.BatchSize, configuration.MaxRowsPerSecond) : configuration.BatchSize,
        configuration.MemoryLimit);

    /// <summary>Reads ahead as long as the target takes every batch; a batch that it refuses is taken apart, and then reading ahead begins anew.</summary>
    private async Task<LedgerState> CopyAsync(
        LedgerState state, BatchPace pace, (TimeSpan Interval, long Started) slice, (CancellationToken Ending, CancellationToken Abort) cancellation)
    {
        while (!IsOver(state, slice, cancellation.Ending))
        {
            var refused = 0;
            await using (var batches = Batches(state, pace, slice, cancellation.Ending))
            {
                while (refused == 0 && (target.BytesAhead > 0 ? !IsEnded(state, cancellation.Ending) : !IsOver(state, slice, cancellation.Ending)))
                {
                    var rows = pace.Next.Rows;
                    try
                    {
                        if (await batches.NextAsync(cancellation.Ending) is not { } filled)
                            return state;
                        rows = filled.Batch.Rows + filled.Batch.Rejects.Count;
                        var began = time.GetTimestamp();
                        state = await CommitAsync(filled, state, cancellation);
                        pace.Committed(time.GetElapsedTime(began));
                        batches.Return(filled);
                    }
                    catch (MigrationException refusal) when (_sieve.CanTakeApart(refusal, state))
                    {
                        (refused, _hasRefused) = (rows, true);
                        await batches.RestAsync();
                    }
                }
            }
            if (refused == 0)
                return state;
            state = await _sieve.RunAsync(state, refused, (filled, at) => CommitAsync(filled, at, cancellation), cancellation.Ending);
        }
        return state;
    }

    /// <summary>What is brought by the slice's end is committed; what a stop finds there is brought again.</summary>
    private IBatchesAhead Batches(LedgerState state, BatchPace pace, (TimeSpan Interval, long Started) slice, CancellationToken ending)
    {
        var reading = new ReadAhead(source, state, pace, (target.PullsRows, _sieve.MostRejects), ending);
        // A limit of rows per second is the source's as well: no more of it is read than the target is about to take. And where
        // rows are refused, more of them may be: what is brought behind one is brought again.
        var room = job.Configuration.MaxRowsPerSecond > 0 || _hasRefused ? Math.Min(1, target.BytesAhead) : target.BytesAhead;
        return room > 0 ? new BringAhead(target, state, (reading, room), () => IsLongEnough(slice) && !target.IsCollecting, ending) : reading;
    }

    private async Task<LedgerState> CommitAsync(FilledBatch filled, LedgerState state, (CancellationToken Ending, CancellationToken Abort) cancellation)
    {
        var rejected = filled.Batch.Rejects.Count;
        var range = await WriteAsync(filled, state, cancellation.Abort);
        state = state.With(range, filled.Next, rejected);
        _rangesWritten++;
        _progress(new CopyProgress(job.SourceTable, state.Hash.Rows, state.Bytes, state.Ranges, state.Next.ToString()) { Rejected = state.Rejected, Changes = state.Changes });
        await _rate.WaitAsync((int)range.Hash.Rows, cancellation.Ending);
        return state;
    }

    private async ValueTask<LedgerRange> WriteAsync(FilledBatch filled, LedgerState state, CancellationToken abort)
    {
        // What is refused may be read again by the engine, and the batch be another then.
        var (rows, upTo) = (filled.Batch.Rows, filled.Batch.LastKey.ToArray());
        try
        {
            ThrowIfUnfit(filled.Batch, state);
            _sieve.ThrowIfBeyondBudget(filled.Batch, state);
            return filled.Refusal is null ? await target.CommitAsync(filled.Batch, filled.From, state, abort) : throw filled.Refusal;
        }
        catch (MigrationException refused) when (refused.Code != ErrorCodes.AttemptFenced)
        {
            throw new MigrationException(refused.Code, _sieve.Sentences(refused, state), refused.IsTransient, refused)
            {
                Batch = state.Ranges + 1,
                Rows = rows,
                Context = RangeContext.Of(filled.From, upTo),
            };
        }
    }

    private bool IsOver(LedgerState state, (TimeSpan Interval, long Started) slice, CancellationToken ending) =>
        IsEnded(state, ending) || (_rangesWritten > 0 && IsLongEnough(slice));

    private static bool IsEnded(LedgerState state, CancellationToken ending) => state.Next.IsEnd || ending.IsCancellationRequested;

    private bool IsLongEnough((TimeSpan Interval, long Started) slice) => time.GetElapsedTime(slice.Started) >= slice.Interval;

    private void ThrowIfUnfit(RowBatch batch, LedgerState state)
    {
        if (batch.MissingValues > 0)
            throw new MigrationException(ErrorCodes.ConstraintViolated,
                $"{RangeName.Of(state.Ranges + 1, state.Shard.NumberIfCut)} of table '{job.SourceTable}' has {batch.MissingValues} NULL value(s) in columns that the plan requires. " +
                "Nothing of the range was written. Give the column a defaultValue, filter the rows out, or mend the source, then retry.");
    }

    private CopyResult Result(LedgerState before, LedgerState after, TimeSpan elapsed) => new()
    {
        Checkpoint = new Checkpoint(
            $"{job.SourceTable}{(after.Shard.IsWhole ? "" : $"/{after.Shard.Number}")}#{after.Ranges}", job.SourceTable, after.Ranges == 0 ? null : after.Next.ToString(),
            after.Hash.Rows, after.Bytes, after.Ranges, time.GetUtcNow())
        {
            Rejected = after.Rejected,
            Changes = after.Changes,
        },
        Done = after.Next.IsEnd,
        Rows = after.Hash.Rows - before.Hash.Rows,
        Bytes = after.Bytes - before.Bytes,
        Transactions = after.Ranges - before.Ranges,
        Epoch = after.Epoch,
        Elapsed = elapsed,
    };
}
