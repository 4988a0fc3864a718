using System.Threading.Channels;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>
/// Reads and hashes batches while those before are written. Few batches exist, so memory is bounded whatever the
/// table's size; some more where the engine fetches the rows, so that neither side waits for the other's slow moments.
/// </summary>
internal sealed class ReadAhead : IBatchesAhead
{
    private const int BatchesWithRows = 2;
    private const int BatchesOfPulledRows = 4;

    private readonly ITableSource _source;
    private readonly BatchPace _pace;
    private readonly Channel<RowBatch> _free = Channel.CreateBounded<RowBatch>(BatchesOfPulledRows);
    private readonly Channel<FilledBatch> _filled = Channel.CreateBounded<FilledBatch>(BatchesOfPulledRows);
    private readonly CancellationTokenSource _ending;
    private readonly Task _reading;
    private volatile bool _rests;

    /// <param name="state">Where to begin, and in which shard.</param>
    /// <param name="stop">Cancelled, no more batches are read.</param>
    public ReadAhead(ITableSource source, LedgerState state, BatchPace pace, (bool PullsRows, int MostRejects) batches, CancellationToken stop)
    {
        _source = source;
        _pace = pace;
        for (var i = 0; i < (batches.PullsRows ? BatchesOfPulledRows : BatchesWithRows); i++)
            _free.Writer.TryWrite(new RowBatch(source.Columns.Count, keepsRows: !batches.PullsRows) { MostRejects = batches.MostRejects, HashKind = state.HashKind });
        _ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _reading = Task.Run(() => ReadAllAsync(state.Next, state.Shard, _ending.Token), CancellationToken.None);
    }

    public async ValueTask<FilledBatch?> NextAsync(CancellationToken waiting)
    {
        try
        {
            return await _filled.Reader.WaitToReadAsync(waiting) && _filled.Reader.TryRead(out var filled) ? filled : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Return(FilledBatch written) => _free.Writer.TryWrite(written.Batch);

    public async Task RestAsync()
    {
        _rests = true;
        _free.Writer.TryComplete();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task ReadAllAsync(RangeCursor from, TableShard shard, CancellationToken ending)
    {
        try
        {
            while (!from.IsEnd && !_rests)
            {
                var batch = await _free.Reader.ReadAsync(ending);
                batch.Clear();
                await ReadAsync(batch, from, shard.UpTo, _pace.Next, ending);
                var filled = FilledBatch.Of(batch, from, shard, _source);
                await _filled.Writer.WriteAsync(filled, ending);
                from = filled.Next;
            }
            _filled.Writer.Complete();
        }
        catch (Exception failure)
        {
            // Whatever it is, it is thrown where batches are waited for; else the writer would wait for ever.
            _filled.Writer.Complete(failure);
        }
    }

    private async Task ReadAsync(RowBatch batch, RangeCursor from, ReadOnlyMemory<byte> upTo, BatchLimits limits, CancellationToken ending)
    {
        try
        {
            await _source.ReadAsync(batch, from, upTo, limits, ending);
        }
        catch (OutOfMemoryException full)
        {
            throw new MigrationException(ErrorCodes.Internal,
                $"The worker ran out of memory while it read a batch of table '{_source.Table.Name}'. It is tried again with a smaller one; lower memoryLimit or parallelism if that is not enough.",
                transient: true, full)
            {
                Rows = limits.Rows,
            };
        }
    }
}
