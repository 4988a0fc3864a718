using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;

namespace Migration.Connectors.Tables;

/// <summary>
/// Hashes what a target holds of ranges. What its engine proves by itself needs no more; of the others rows are read, of
/// many ranges by two connections at once, for neither an engine's thread nor ours is busy all the time, and forgotten
/// as they are hashed.
/// </summary>
/// <param name="open">Opens the target once more; null where one connection has to do.</param>
internal sealed class RangeHashing(ITableTarget target, (int Columns, BatchLimits Limits) shape, Func<CancellationToken, Task<ITableTarget>>? open) : IAsyncDisposable
{
    private const int ManyRanges = 8;

    private readonly RowBatch _batch = NewBatch(shape.Columns);
    private readonly RowBatch _batchBeside = NewBatch(shape.Columns);
    private ITableTarget? _beside;

    /// <summary>The ranges that are not what was copied, in their order, with what the target holds of each.</summary>
    public async Task<IReadOnlyList<(LedgerRange Range, RangeHash Actual)>> FindDifferingAsync(IReadOnlyList<LedgerRange> ranges, CancellationToken cancellation)
    {
        var unproven = await target.FindUnprovenAsync(ranges, cancellation);
        var pass = new Pass(unproven);
        if (open is not null && unproven.Count >= ManyRanges)
            _beside ??= await open(cancellation);
        var helping = _beside is null ? Task.CompletedTask : Task.Run(() => HashAsync(pass, _beside, _batchBeside, cancellation), cancellation);
        await Task.WhenAll(helping, Task.Run(() => HashAsync(pass, target, _batch, cancellation), cancellation));
        return [.. unproven.Zip(pass.Actual).Where(r => r.First.Hash != r.Second)];
    }

    public ValueTask DisposeAsync() => _beside?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task HashAsync(Pass pass, ITableTarget lane, RowBatch batch, CancellationToken cancellation)
    {
        try
        {
            while (pass.TryTake(out var place))
            {
                batch.HashKind = pass.Ranges[place].Hash.Kind;
                pass.Actual[place] = await lane.HashAsync(pass.Ranges[place], batch, shape.Limits, cancellation);
            }
        }
        catch
        {
            pass.End();
            throw;
        }
    }

    private static RowBatch NewBatch(int columns) => new(columns, keepsRows: false) { MostRejects = int.MaxValue };

    private sealed class Pass(IReadOnlyList<LedgerRange> ranges)
    {
        private int _taken;

        public IReadOnlyList<LedgerRange> Ranges => ranges;

        public RangeHash[] Actual { get; } = new RangeHash[ranges.Count];

        public bool TryTake(out int place) => (place = Interlocked.Increment(ref _taken) - 1) < ranges.Count;

        /// <summary>What failed fails for both: no more ranges are taken.</summary>
        public void End() => Volatile.Write(ref _taken, ranges.Count);
    }
}
