using System.Runtime.CompilerServices;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Plans;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>A table of a SQLite file as target.</summary>
internal sealed class SqliteTableTarget : ITableTarget
{
    private const int RangesAtOnce = 256;

    private readonly SqliteSession _session;
    private readonly TableJob _job;
    private readonly ITableSource _source;
    private readonly TableLedger _ledger;
    private readonly TablePreparation _preparation;
    private readonly TableUndo _undo;
    private RangeWriter? _writer;
    private TargetRows? _rows;
    private RangeLocator? _locator;
    private IReadOnlyList<ColumnForm>? _forms;

    private SqliteTableTarget(SqliteSession session, TableJob job, ITableSource source)
    {
        _session = session;
        _job = job;
        _source = source;
        _ledger = new TableLedger(session, job.ExecutionId, job.TargetTable, TimeProvider.System);
        _preparation = new TablePreparation(session, job, source);
        _undo = new TableUndo(session, job, source, _ledger);
        LearnTable();
    }

    public bool CanReadRanges => _locator is { } locator && (locator.AssignsRowIds || (locator.SharedKey is not null && !_source.Key.MayBeNull));

    public bool SharesKey => _locator?.SharedKey is not null;

    public static SqliteTableTarget Open(SqliteSession session, TableJob job, ITableSource source)
    {
        try
        {
            TargetSettings.Apply(session);
            return new SqliteTableTarget(session, job, source);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public Task<TablePrepared> PrepareAsync(IReadOnlyList<TableShard> shards, CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        var prepared = _preparation.Run(_ledger, shards);
        LearnTable();
        return prepared with { PushDown = _job.Type != MigrationType.Schema && CanPushDown() };
    }, cancellation);

    public Task<LedgerState> BeginAttemptAsync(int shard, CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        RequirePrepared();
        ForgetTable();
        _writer = new RangeWriter(_session, _job, _source, _ledger) { AssignsRowIds = _locator!.AssignsRowIds, Forms = _forms is null ? null : new FormBinder(_job.TargetTable, _forms) };
        return WriteTransaction.Run(_session, () =>
        {
            RequirePrepared();
            var (epoch, bounds) = _ledger.TakeEpoch(shard);
            var totals = _ledger.Totals(shard);
            return new LedgerState(epoch, bounds.Next(_ledger.ReadLast(shard), _source), totals.Ranges, totals.Bytes, totals.Hash)
            {
                Shard = bounds,
                HashKind = totals.Hash.KindOr(_source.HashKind),
            };
        });
    }, cancellation);

    public bool PullsRows => _writer?.PullsRows == true;

    public bool KeepsRejects => true;

    public Task<IReadOnlyDictionary<(int Shard, long Range), long>> CountRejectsAsync(CancellationToken cancellation) =>
        Task.Run(() => RejectTable.Count(_session, _job.ExecutionId, _job.TargetTable), cancellation);

    public ValueTask<LedgerRange> CommitAsync(RowBatch batch, RangeCursor from, LedgerState state, CancellationToken cancellation)
    {
        using var interruption = _session.InterruptOn(cancellation);
        return ValueTask.FromResult(_writer!.Write(batch, from, state));
    }

    public Task<TableFinished> FinishAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        return new TableFinish(_session, _job, _source, _preparation.Ddl).Run();
    }, cancellation);

    public Task<UndoRecord?> ReadUndoAsync(CancellationToken cancellation) => Task.Run(Undo, cancellation);

    public Task<TableDefinition?> ReadTableAsync(CancellationToken cancellation) => Task.Run(() => new SqliteSchemaReader(_session).ReadTable(_job.TargetTable), cancellation);

    public async IAsyncEnumerable<LedgerRange> ReadLedgerAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (LedgerRange? after = null; ;)
        {
            var ranges = await Task.Run(() => _ledger.Read(after, RangesAtOnce), cancellation);
            foreach (var range in ranges)
                yield return range;
            if (ranges.Count < RangesAtOnce)
                yield break;
            after = ranges[^1];
        }
    }

    public ValueTask ReadBackAsync(RowBatch batch, LedgerRange range, ReadOnlyMemory<byte> after, BatchLimits limits, CancellationToken cancellation)
    {
        using var interruption = _session.InterruptOn(cancellation);
        Rows().Read(batch, range, after, limits);
        return ValueTask.CompletedTask;
    }

    public Task<RangeHash> HashAllAsync(RowHashKind kind, CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        return Rows().HashAll(kind);
    }, cancellation);

    public Task<long> CountAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        return _session.QueryInteger($"SELECT count(*) FROM {SqliteNames.Quote(_job.TargetTable)}")
            - (Undo()?.Before.Rows ?? 0);
    }, cancellation);

    public Task<IReadOnlyDictionary<int, long>> BeginRepairAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        return WriteTransaction.Run(_session, () =>
        {
            RequirePrepared();
            return _ledger.Fence();
        });
    }, cancellation);

    public Task<long> RepairAsync(RangeRepair repair, long epoch, CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        var table = new SqliteSchemaReader(_session).ReadTable(_job.TargetTable) ?? throw TargetRefusal.Gone(_job);
        var forms = _forms is null ? null : new FormBinder(_job.TargetTable, _forms);
        using var writer = new BatchWriter(_session, _job.TargetTable, [.. _source.Columns.Select(c => c.Target)], forms);
        return WriteTransaction.Run(_session, () =>
        {
            _ledger.RequireEpoch((repair.Range.Shard, epoch));
            var removal = new RangeRemoval(_session, table, _locator!, Undo());
            var removed = repair.Emptied.Sum(removal.Run) + repair.Keys.Sum(removal.Run);
            writer.Write(repair.Rows);
            _ledger.Correct(repair.Range, epoch);
            return removed;
        });
    }, cancellation);

    public Task<RollbackFeasibility> CheckRollbackAsync(CancellationToken cancellation) => Task.Run(_undo.Check, cancellation);

    public Task<RollbackResult> RollbackAsync(CancellationToken cancellation) => Task.Run(() =>
    {
        using var interruption = _session.InterruptOn(cancellation);
        ForgetTable();
        return _undo.Run();
    }, cancellation);

    public Task<RollbackVerification> VerifyRollbackAsync(CancellationToken cancellation) => Task.Run(_undo.VerifyAsync, cancellation);

    public ValueTask DisposeAsync()
    {
        ForgetTable();
        _ledger.Dispose();
        _session.Dispose();
        return ValueTask.CompletedTask;
    }

    private void RequirePrepared()
    {
        if (_locator is null || Undo() is not { Undone: false })
            throw TargetRefusal.NotPrepared(_job);
    }

    private bool CanPushDown()
    {
        using var pushDown = PushDown.TryOpen(_session, _source, _job.TargetTable);
        return pushDown is not null;
    }

    private void LearnTable()
    {
        if (new SqliteSchemaReader(_session).ReadTable(_job.TargetTable) is not { } table)
            return;
        _source.Conform(table);
        _locator = new RangeLocator(table, _source);
        _forms = _source.Table.Dialect == table.Dialect ? null : ColumnForms.Between(_source.Table, _source.Columns, table);
    }

    private UndoRecord? Undo() => LedgerTables.Exist(_session) ? UndoRecords.Read(_session, _job.ExecutionId, _job.TargetTable) : null;

    private TargetRows Rows()
    {
        if (_rows is not null)
            return _rows;
        var table = new SqliteSchemaReader(_session).ReadTable(_job.TargetTable) ?? throw TargetRefusal.Gone(_job);
        TargetSettings.ApplyForReading(_session);
        return _rows = new TargetRows(_session, table, _source.Columns, (_locator!, _forms is null ? null : new StoredValues(table.Name, _forms), Undo()));
    }

    private void ForgetTable()
    {
        _writer?.Dispose();
        _writer = null;
        _rows?.Dispose();
        _rows = null;
    }
}
