using System.Collections.Concurrent;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Tests.Tables;

/// <summary>A target that takes rows ahead of their commits, and tells in which order it was asked for what.</summary>
internal sealed class BringingTarget : ITableTarget
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _steps = new();
    private readonly ConcurrentQueue<Brought> _collected = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>In order: brought 10, committed 10, each with the last row.</summary>
    public IReadOnlyList<string> Steps => [.. _steps];

    /// <summary>The commit up to this row waits until <see cref="Release"/>.</summary>
    public long HeldCommit { get; init; }

    /// <summary>Rows arrive when the rest is asked for, not before.</summary>
    public bool CollectsRows { get; init; }

    /// <summary>With <see cref="CollectsRows"/>: or when those of as many batches are collected.</summary>
    public int BatchesInAFile { get; init; } = int.MaxValue;

    /// <summary>How many batches arrived together each time.</summary>
    public ConcurrentQueue<int> Files { get; } = [];

    /// <summary>The batch up to this row is not brought until <see cref="Release"/>.</summary>
    public long HeldBring { get; init; }

    /// <summary>Why no row arrives; null where each does.</summary>
    public Exception? Loss { get; init; }

    /// <summary>The row that can't be brought.</summary>
    public long Unfit { get; init; }

    /// <summary>The row that can't be committed.</summary>
    public long Refused { get; init; }

    /// <summary>Room for another batch beside one of ten rows.</summary>
    public long BytesAhead { get; init; } = 100;

    /// <summary>Batches keep their size, however long one is held.</summary>
    public TimeSpan CommitAim { get; } = TimeSpan.FromHours(1);

    public bool IsCollecting => CollectsRows && !_collected.IsEmpty;

    public bool KeepsRejects => true;

    public bool PullsRows => false;

    public bool CanReadRanges => false;

    public bool SharesKey => false;

    public void Release() => _held.TrySetResult();

    public async Task WaitForAsync(string step)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var glances = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!_steps.Contains(step))
            await glances.WaitForNextTickAsync(patience.Token);
    }

    public Task<LedgerState> BeginAttemptAsync(int shard, CancellationToken cancellation) => Task.FromResult(new LedgerState(1, RangeCursor.Start, 0, 0, RangeHash.Empty));

    public async ValueTask<IBroughtRows?> BringAsync(RowBatch batch, LedgerState state, CancellationToken cancellation)
    {
        await Task.Yield();
        var rows = RowsOf(batch);
        if (rows.Contains(Unfit))
            throw new MigrationException(ErrorCodes.ValueRejected, "unfit");
        if (rows[^1] == HeldBring)
            await _held.Task.WaitAsync(cancellation);
        _steps.Enqueue($"brought {rows[^1]}");
        var brought = new Brought(rows);
        _collected.Enqueue(brought);
        if (!CollectsRows || _collected.Count == BatchesInAFile)
            await BringRestAsync(cancellation);
        return brought;
    }

    public Task BringRestAsync(CancellationToken cancellation)
    {
        if (!cancellation.IsCancellationRequested && !_collected.IsEmpty)
            Files.Enqueue(_collected.Count);
        while (_collected.TryDequeue(out var brought))
            brought.Arrive(cancellation.IsCancellationRequested ? new OperationCanceledException() : Loss);
        return Task.CompletedTask;
    }

    public async ValueTask<LedgerRange> CommitAsync(RowBatch batch, RangeCursor from, LedgerState state, CancellationToken cancellation)
    {
        var last = CountedRows.LastOf(batch.LastKey.Encoded);
        if (last == HeldCommit)
            await _held.Task.WaitAsync(cancellation);
        var rows = (batch.Brought as Brought)?.Rows ?? RowsOf(batch);
        if (rows.Contains(Unfit) || rows.Contains(Refused))
            throw new MigrationException(ErrorCodes.ValueRejected, "refused");
        Assert.Equal(batch.Rows, rows.Count);
        _steps.Enqueue($"committed {last}");
        return new LedgerRange(state.Ranges + 1, from, batch.LastKey.ToArray(), batch.EndsSegment, batch.Hash, batch.Bytes);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed record Brought(IReadOnlyList<long> Rows) : IBroughtRows
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsHeld => !_arrived.Task.IsCompleted;

        public Task Arrived => _arrived.Task;

        public void Arrive(Exception? loss)
        {
            if (loss is null)
                _arrived.SetResult();
            else
                _arrived.SetException(loss);
        }
    }

    private static List<long> RowsOf(RowBatch batch)
    {
        var rows = new List<long>();
        var values = new ValueReader(batch.Encoded);
        while (values.Left > 0)
        {
            values.Next();
            rows.Add(values.Integer);
        }
        return rows;
    }

    public Task<TablePrepared> PrepareAsync(IReadOnlyList<TableShard> shards, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<TableFinished> FinishAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<UndoRecord?> ReadUndoAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<TableDefinition?> ReadTableAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public IAsyncEnumerable<LedgerRange> ReadLedgerAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask ReadBackAsync(RowBatch batch, LedgerRange range, ReadOnlyMemory<byte> after, BatchLimits limits, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<RangeHash> HashAllAsync(RowHashKind kind, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<long> CountAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<int, long>> BeginRepairAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<long> RepairAsync(RangeRepair repair, long epoch, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<RollbackFeasibility> CheckRollbackAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<RollbackResult> RollbackAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<RollbackVerification> VerifyRollbackAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
