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
    private readonly ITableTarget _target;
    private readonly LedgerState _state;
    private readonly ReadAhead _reading;
    private readonly Channel<FilledBatch> _brought = Channel.CreateBounded<FilledBatch>(1);
    private readonly CancellationTokenSource _ending;
    private readonly Task _bringing;

    /// <param name="state">Of the attempt, before its first batch here.</param>
    /// <param name="isOver">Asked after each batch: nothing more is brought then, and what was brought is there to be committed.</param>
    /// <param name="stop">Cancelled, nothing more is brought.</param>
    public BringAhead(ITableTarget target, LedgerState state, ReadAhead reading, Func<bool> isOver, CancellationToken stop)
    {
        (_target, _state, _reading) = (target, state, reading);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _bringing = Task.Run(() => BringAllAsync(isOver, _ending.Token), CancellationToken.None);
    }

    public async ValueTask<FilledBatch?> NextAsync(CancellationToken waiting)
    {
        try
        {
            return await _brought.Reader.WaitToReadAsync(waiting) && _brought.Reader.TryRead(out var brought) ? brought : null;
        }
        catch (OperationCanceledException)
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
            while (await _reading.NextAsync(ending) is { } filled)
            {
                var brought = await BringAsync(filled, ending);
                _reading.Return(filled);
                await _brought.Writer.WriteAsync(brought, ending);
                if (brought.Refusal is not null || isOver())
                    break;
            }
            _brought.Writer.Complete();
        }
        catch (Exception failure)
        {
            // Whatever it is, it is thrown where batches are waited for; else the writer would wait for ever.
            _brought.Writer.Complete(failure);
        }
    }

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
