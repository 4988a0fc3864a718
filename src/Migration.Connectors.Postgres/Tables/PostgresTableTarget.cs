using System.Runtime.CompilerServices;
using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Plans;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>A table of a PostgreSQL database as target.</summary>
internal sealed class PostgresTableTarget : ITableTarget
{
    private const int RangesAtOnce = 256;

    private readonly PostgresSession _session;
    private readonly string _schema;
    private readonly TableJob _job;
    private readonly ITableSource _source;
    private readonly TableLedger _ledger;
    private readonly TablePreparation _preparation;
    private readonly TableUndo _undo;
    private readonly UnloggedLoad _unlogged;
    private readonly Func<CancellationToken, Task<PostgresSession>> _open;
    private TableDefinition? _table;
    private IReadOnlyList<ColumnForm> _forms = [];
    private IReadOnlyList<KeyPart>? _sharedKey;
    private RangeWriter? _writer;
    private TargetRows? _rows;

    private PostgresTableTarget(PostgresSession session, string schema, TableJob job, (ITableSource Source, Func<CancellationToken, Task<PostgresSession>> Open) beside)
    {
        _session = session;
        (_source, _open) = beside;
        _schema = schema;
        _job = job;
        _ledger = new TableLedger(session, job.ExecutionId, job.TargetTable, TimeProvider.System, job.LoadsUnlogged);
        _preparation = new TablePreparation(session, schema, job, _source);
        _undo = new TableUndo(session, schema, job, _ledger);
        _unlogged = new UnloggedLoad(session, job, _ledger, Name);
    }

    public bool KeepsRejects => true;

    public Task<IReadOnlyDictionary<(int Shard, long Range), long>> CountRejectsAsync(CancellationToken cancellation) =>
        RejectTable.CountAsync(_session, _job.ExecutionId, _job.TargetTable, cancellation);

    public bool PullsRows { get; private set; }

    public bool CanReadRanges => _sharedKey is not null && !_source.Key.MayBeNull;

    public bool SharesKey => _sharedKey is not null;

    private TargetRepair Repair => new(_session, _ledger, _schema, _job);

    private string Name => PostgresNames.Of(_schema, _job.TargetTable);

    /// <param name="open">Opens one more session to the target.</param>
    public static async Task<PostgresTableTarget> OpenAsync(
        string schema, TableJob job, ITableSource source, Func<CancellationToken, Task<PostgresSession>> open, CancellationToken cancellation)
    {
        var session = await open(cancellation);
        try
        {
            await TargetSettings.ApplyAsync(session, cancellation);
            var target = new PostgresTableTarget(session, schema, job, (source, open));
            await target.LearnTableAsync(cancellation);
            return target;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task<TablePrepared> PrepareAsync(IReadOnlyList<TableShard> shards, CancellationToken cancellation)
    {
        var prepared = await _preparation.RunAsync(_ledger, shards, cancellation);
        await LearnTableAsync(cancellation);
        return prepared with { PushDown = _job.Type != MigrationType.Schema && PushDown.IsPossible(_session, _source), Warnings = [.. prepared.Warnings, .. KeyWarning()] };
    }

    public async Task<LedgerState> BeginAttemptAsync(int shard, CancellationToken cancellation)
    {
        await RequirePreparedAsync(cancellation);
        _rows = null;
        var state = await TakeOverAsync(shard, cancellation);
        // After the epoch is taken, so that the snapshot knows it.
        _writer = new RangeWriter(_session, _ledger, _job, (await SinkAsync(cancellation), _source.Columns));
        return state;
    }

    public async ValueTask<LedgerRange> CommitAsync(RowBatch batch, RangeCursor from, LedgerState state, CancellationToken cancellation) =>
        await _writer!.WriteAsync(batch, from, state, cancellation);

    private Task<LedgerState> TakeOverAsync(int shard, CancellationToken cancellation) => _session.InTransactionAsync(async () =>
    {
        var (epoch, bounds) = await _ledger.TakeEpochAsync(shard, cancellation);
        await RequirePreparedAsync(cancellation);
        var totals = await _ledger.TotalsAsync(shard, cancellation);
        await _unlogged.TakeUpAsync((totals.Ranges, totals.Hash), cancellation);
        return new LedgerState(epoch, bounds.Next(await _ledger.ReadLastAsync(shard, cancellation), _source), totals.Ranges, totals.Bytes, totals.Hash)
        {
            Shard = bounds,
            HashKind = totals.Hash.KindOr(_source.HashKind),
        };
    }, cancellation);

    private async Task<IRowSink> SinkAsync(CancellationToken cancellation)
    {
        PullsRows = PushDown.IsPossible(_session, _source);
        return PullsRows && _source is PostgresTableSource source
            ? new PushDown(_session, source, Name, await source.ExportSnapshotAsync(cancellation))
            : new CopySink(_session, (_schema, _job.TargetTable), _forms);
    }

    public Task SettleAsync(CancellationToken cancellation) => _ledger.SettleAsync(cancellation);

    public async Task<TableFinished> FinishAsync(CancellationToken cancellation)
    {
        if (!await _unlogged.LogAsync(_source, cancellation))
            return new TableFinished(0) { RowsLost = true };
        var built = await new TableFinish(_session, _schema, _job, _preparation.Ddl).RunAsync(_open, cancellation);
        await _ledger.SettleAsync(cancellation);
        return new TableFinished(built);
    }

    public async Task<UndoRecord?> ReadUndoAsync(CancellationToken cancellation) => await LedgerTables.ExistAsync(_session, _schema, cancellation)
        ? await UndoRecords.ReadAsync(_session, _job.ExecutionId, _job.TargetTable, cancellation)
        : null;

    public Task<TableDefinition?> ReadTableAsync(CancellationToken cancellation) =>
        new PostgresSchemaReader(_session, _schema).ReadTableAsync(_job.TargetTable, cancellation);

    public async IAsyncEnumerable<LedgerRange> ReadLedgerAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        // A key that was made after the rows is found here.
        await LearnTableAsync(cancellation);
        for (LedgerRange? after = null; ;)
        {
            var ranges = await _ledger.ReadAsync(after, RangesAtOnce, cancellation);
            foreach (var range in ranges)
                yield return range;
            if (ranges.Count < RangesAtOnce)
                yield break;
            after = ranges[^1];
        }
    }

    public async ValueTask ReadBackAsync(RowBatch batch, LedgerRange range, ReadOnlyMemory<byte> after, BatchLimits limits, CancellationToken cancellation) =>
        await (await RowsAsync(cancellation)).ReadAsync(batch, range, after, limits, cancellation);

    // Of a key of several columns the planner can't tell how many rows lie between two: it might read the whole table for each range.
    public async Task<RangeHash> HashAsync(LedgerRange range, RowBatch batch, BatchLimits limits, CancellationToken cancellation) => _sharedKey is [_]
        ? await (await RowsAsync(cancellation)).HashAsync(batch, range, cancellation)
        : await this.HashInPartsAsync(range, batch, limits, cancellation);

    public async Task<RangeHash> HashAllAsync(RowHashKind kind, CancellationToken cancellation) => await (await RowsAsync(cancellation)).HashAllAsync(kind, cancellation);

    public async Task<long> CountAsync(CancellationToken cancellation) =>
        await _session.ScalarAsync<long>($"SELECT count(*) FROM {Name}", cancellation)
            - ((await ReadUndoAsync(cancellation))?.Before.Rows ?? 0);

    public async Task<IReadOnlyDictionary<int, long>> BeginRepairAsync(CancellationToken cancellation)
    {
        await RequirePreparedAsync(cancellation);
        await Repair.RequireNoOthersAsync(cancellation);
        return await _session.InTransactionAsync(() => _ledger.FenceAsync(cancellation), cancellation);
    }

    public async Task<long> RepairAsync(RangeRepair repair, long epoch, CancellationToken cancellation)
    {
        var undo = await ReadUndoAsync(cancellation);
        var ours = undo is { Kind: UndoKind.Appended, KeysTable: { } keys } ? KeyBackup.Excluding(keys, Name, KeyChoice.Of(_table!), (_job.ExecutionId, _job.TargetTable)) : null;
        return await Repair.RunAsync(repair, epoch, (ours, _sharedKey!, _forms), cancellation);
    }

    public Task<RollbackFeasibility> CheckRollbackAsync(CancellationToken cancellation) => _undo.CheckAsync(cancellation);

    public Task<RollbackResult> RollbackAsync(CancellationToken cancellation) => _undo.RunAsync(cancellation);

    public Task<RollbackVerification> VerifyRollbackAsync(CancellationToken cancellation) => _undo.VerifyAsync(cancellation);

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private async Task RequirePreparedAsync(CancellationToken cancellation)
    {
        if (_table is null || await ReadUndoAsync(cancellation) is not { Undone: false })
            throw TargetRefusal.NotPrepared(_job);
    }

    private async Task LearnTableAsync(CancellationToken cancellation)
    {
        if (await ReadTableAsync(cancellation) is not { } table)
            return;
        _table = table;
        _source.Conform(table);
        _forms = ColumnForms.Between(_source.Table, _source.Columns, table);
        var own = _session.Connection;
        var isSameServer = _source is PostgresTableSource other && (other.Place.Host, other.Place.Port) == (own.Host ?? "", own.Port);
        _sharedKey = RangeLocator.SharedKey(table, _source, isSameServer, await TargetSettings.IsCLocaleAsync(_session, cancellation));
    }

    private async Task<TargetRows> RowsAsync(CancellationToken cancellation)
    {
        if (_rows is not null)
            return _rows;
        var undo = await ReadUndoAsync(cancellation);
        var table = _table ?? throw TargetRefusal.Gone(_job);
        var ours = undo is { Kind: UndoKind.Appended } ? KeyBackup.Excluding(undo.KeysTable, Name, KeyChoice.Of(table), (_job.ExecutionId, _job.TargetTable)) : null;
        return _rows = new TargetRows(_session, _schema, TargetRows.Shape(Name, _forms, ours), _sharedKey);
    }

    private IEnumerable<string> KeyWarning()
    {
        if (_source is PostgresTableSource && _source.Key.Kind == KeyKind.RowId)
            yield return $"Table '{_source.Table.Name}' has no key: it is read by blocks, and is refused at the end if it was written to while it was copied in several slices.";
    }
}
