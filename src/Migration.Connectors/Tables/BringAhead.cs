using System.Threading.Channels;
using Migration.Connectors.Ledger;
using Migration.Core.Errors;

namespace Migration.Connectors.Tables;

/// <summary>
/// Has the target bring batches close to its table while those before them commit. Of a batch that was brought only its
/// outline waits for the commit, so no more rows are in memory than without. Whatever is not asked for any more was brought in vain.
/// </summary>
internal sealed class BringAhead : IBatchesAhead
{
    /// <summary>Outlines take memory, too: some hundred bytes each.</summary>
    private const int MostBatches = 10_000;

    private readonly ITableTarget _target;
    private readonly LedgerState _state;
    private readonly ReadAhead _reading;
    private readonly long _room;
    private readonly Channel<FilledBatch> _brought = Channel.CreateUnbounded<FilledBatch>();
    private readonly SemaphoreSlim _taken = new(0);
    private long _bytes;
    private volatile IBroughtRows? _awaited;
    private readonly CancellationTokenSource _ending;
    private readonly Task _bringing;

    /// <param name="state">Of the attempt, before its first batch here.</param>
    /// <param name="ahead">Batches, and how many bytes of their rows may wait for commits; one batch may in any case.</param>
    /// <param name="isOver">Asked after each batch: nothing more is brought then, and what was brought is there to be committed.</param>
    /// <param name="stop">Cancelled, nothing more is brought.</param>
    public BringAhead(ITableTarget target, LedgerState state, (ReadAhead Reading, long Room) ahead, Func<bool> isOver, CancellationToken stop)
    {
        (_target, _state, _reading, _room) = (target, state, ahead.Reading, ahead.Room);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _bringing = Task.Run(() => BringAllAsync(isOver, _ending.Token), CancellationToken.None);
    }

    public async ValueTask<FilledBatch?> NextAsync(CancellationToken waiting)
    {
        try
        {
            if (!await _brought.Reader.WaitToReadAsync(waiting) || !_brought.Reader.TryRead(out var brought))
                return null;
            Interlocked.Add(ref _bytes, -brought.Batch.Bytes);
            _awaited = brought.Batch.Brought;
            _taken.Release();
            if (_awaited is { } rows)
                await rows.Arrived.WaitAsync(waiting);
            return brought;
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Return(FilledBatch written)
    {
        // The rows' own batch went back when they were brought.
    }

    public async Task RestAsync()
    {
        await EndAsync();
        await _reading.RestAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _ending.Dispose();
        _taken.Dispose();
        await _reading.DisposeAsync();
    }

    private async Task EndAsync()
    {
        await _ending.CancelAsync();
        await _bringing;
    }

    private async Task BringAllAsync(Func<bool> isOver, CancellationToken ending)
    {
        try
        {
            await BringUntilAsync(isOver, ending);
            _brought.Writer.Complete();
        }
        catch (Exception failure)
        {
            // Whatever it is, it is thrown where batches are waited for; else the writer would wait for ever.
            _brought.Writer.Complete(failure);
        }
    }

    private async Task BringUntilAsync(Func<bool> isOver, CancellationToken ending)
    {
        try
        {
            FilledBatch? brought = null;
            while (brought?.Refusal is null && (brought is null || !isOver()) && await _reading.NextAsync(ending) is { } filled)
            {
                brought = await BringAsync(filled, ending);
                _reading.Return(filled);
                Interlocked.Add(ref _bytes, brought.Batch.Bytes);
                _brought.Writer.TryWrite(brought);
                await WaitForRoomAsync(ending);
            }
        }
        finally
        {
            // What was brought before is committed, whyever nothing follows; where nobody waits for it any more, it is dropped.
            await _target.BringRestAsync(ending);
        }
    }

    private async Task WaitForRoomAsync(CancellationToken ending)
    {
        while (IsFull)
        {
            // Else rows that wait for more would wait for room, which is made by committing them.
            if (_awaited is { IsHeld: true })
                await _target.BringRestAsync(ending);
            await _taken.WaitAsync(ending);
        }
    }

    private bool IsFull => Interlocked.Read(ref _bytes) >= _room || _brought.Reader.Count >= MostBatches;

    /// <summary>A refusal is told when the batch's turn has come: what was read before it is committed first.</summary>
    private async Task<FilledBatch> BringAsync(FilledBatch filled, CancellationToken ending)
    {
        try
        {
            return filled.Outline(await _target.BringAsync(filled.Batch, _state, ending));
        }
        catch (MigrationException refusal)
        {
            return filled.Outline(brought: null) with { Refusal = refusal };
        }
    }
}
