using System.Threading.Channels;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Checkpoints;
using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>
/// Reading and hashing of one batch overlap the writing of the one before. Few batches exist, so memory is bounded
/// whatever the table's size; some more where the engine fetches the rows, so that neither side waits for the other's
/// slow moments.
/// </summary>
internal sealed class CopyLoop(TableJob job, ITableSource source, ITableTarget target, TimeProvider time)
{
    private const int BatchesWithRows = 2;
    private const int BatchesOfPulledRows = 4;

    private readonly BatchLimits _limits = BatchLimits.Of(job.Configuration.BatchSize, job.Configuration.MemoryLimit);
    private readonly Channel<RowBatch> _free = Channel.CreateBounded<RowBatch>(BatchesOfPulledRows);
    private readonly Channel<FilledBatch> _filled = Channel.CreateBounded<FilledBatch>(BatchesOfPulledRows);
    private long _rangesWritten;

    public async Task<CopyResult> RunAsync(CopyRun run, Action<CopyProgress> afterCommit, CancellationToken stop, CancellationToken abort)
    {
        var started = time.GetTimestamp();
        var before = await target.BeginAttemptAsync(abort);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        for (var i = 0; i < (target.PullsRows ? BatchesOfPulledRows : BatchesWithRows); i++)
            _free.Writer.TryWrite(new RowBatch(source.Columns.Count, keepsRows: !target.PullsRows));
        var reading = Task.Run(() => ReadAllAsync(before.Next, ending.Token), CancellationToken.None);
        LedgerState after;
        try
        {
            after = await WriteAllAsync(before, run.CheckpointInterval, afterCommit, started, stop, abort);
        }
        finally
        {
            await ending.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        abort.ThrowIfCancellationRequested();
        return Result(before, after, time.GetElapsedTime(started));
    }

    private async Task<LedgerState> WriteAllAsync(
        LedgerState state, TimeSpan interval, Action<CopyProgress> afterCommit, long started, CancellationToken stop, CancellationToken abort)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop, abort);
        while (!state.Next.IsEnd && !waiting.IsCancellationRequested && !IsOver(interval, started))
        {
            if (!await HasBatchAsync(waiting.Token) || !_filled.Reader.TryRead(out var filled))
                break;
            var range = await CommitAsync(filled, state, abort);
            state = state.With(range, filled.Next);
            _rangesWritten++;
            await _free.Writer.WriteAsync(filled.Batch, abort);
            afterCommit(new CopyProgress(job.SourceTable, state.Hash.Rows, state.Bytes, state.Ranges, state.Next.ToString()));
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

    private async Task<bool> HasBatchAsync(CancellationToken waiting)
    {
        try
        {
            return await _filled.Reader.WaitToReadAsync(waiting);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ReadAllAsync(RangeCursor from, CancellationToken ending)
    {
        try
        {
            while (!from.IsEnd)
            {
                var batch = await _free.Reader.ReadAsync(ending);
                batch.Clear();
                await source.ReadAsync(batch, from, upTo: default, _limits, ending);
                var next = batch.EndsSegment
                    ? source.AfterSegment(from.Segment)
                    : new RangeCursor(from.Segment, batch.LastKey.ToArray());
                await _filled.Writer.WriteAsync(new FilledBatch(batch, from, next), ending);
                from = next;
            }
            _filled.Writer.Complete();
        }
        catch (Exception failure)
        {
            // Whatever it is, it is thrown where batches are waited for; else the writer would wait for ever.
            _filled.Writer.Complete(failure);
        }
    }

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

    private sealed record FilledBatch(RowBatch Batch, RangeCursor From, RangeCursor Next);
}
