using System.Runtime.CompilerServices;
using Migration.Connectors.Ledger;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Incremental;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Values;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>A table of a Snowflake database as target.</summary>
internal sealed class SnowflakeTableTarget : ITableTarget
{
    private const int RangesAtOnce = 256;

    private readonly SnowflakeSession _session;
    private readonly SchemaPlace _place;
    private readonly TableJob _job;
    private readonly ITableSource _source;
    private readonly LedgerTables _tables;
    private readonly TableLedger _ledger;
    private readonly UndoRecords _undoRecords;
    private readonly RejectTable _rejects;
    private readonly TablePreparation _preparation;
    private readonly TableUndo _undo;
    private TableDefinition? _table;
    private IReadOnlyList<ColumnForm> _forms = [];
    private IReadOnlyList<KeyPart>? _sharedKey;
    private RangeWriter? _writer;
    private TargetRows? _rows;
    private StageWriter? _repairs;
    private SyncedTable? _synced;

    private SnowflakeTableTarget(SnowflakeSession session, SchemaPlace place, TableJob job, ITableSource source)
    {
        (_session, _place, _job, _source) = (session, place, job, source);
        _tables = new LedgerTables(session, place);
        _ledger = new TableLedger(session, _tables, job.ExecutionId, StoredName);
        _undoRecords = new UndoRecords(session, _tables, job.ExecutionId, StoredName);
        _rejects = new RejectTable(session, place);
        _preparation = new TablePreparation(session, place, job, source);
        _undo = new TableUndo(session, place, job, _ledger);
    }

    public bool PullsRows => _source is SnowflakeTableSource;

    /// <summary>A block, and what brings its rows, takes a second or more however few they are.</summary>
    public TimeSpan CommitAim { get; } = TimeSpan.FromSeconds(10);

    public bool KeepsRejects => !PullsRows;

    public bool SyncsRows => PullsRows;

    public long BytesAhead => PullsRows ? 0 : StageWriter.BytesAhead;

    public bool IsCollecting => _writer is { IsCollecting: true };

    public bool CanReadRanges => _sharedKey is not null && !_source.Key.MayBeNull;

    public bool SharesKey => _sharedKey is not null;

    public RowHashKind HashKind => _table is { } table ? HashText.KindOf(_forms.Count > 0 && _forms.All(form => HashText.Of(form, table) is not null), ExactReal.PlacesIn(_forms, table).Count > 0) : RowHashKind.Bytes;

    private string StoredName => SnowflakeNames.Stored(_job.TargetTable);

    private string Name => _place.Of(_table?.Name ?? StoredName);

    public static async Task<SnowflakeTableTarget> OpenAsync(SnowflakeSession session, SchemaPlace place, TableJob job, ITableSource source, CancellationToken cancellation)
    {
        if (source is SnowflakeTableSource other && other.Account != session.Options.Account)
            throw new MigrationException(ErrorCodes.PlanUnsupported,
                $"Table '{job.SourceTable}' can't be copied from one Snowflake account to another. Share or replicate its database, and copy it from there.");
        var target = new SnowflakeTableTarget(session, place, job, source);
        await target.LearnTableAsync(await target.ReadTableAsync(cancellation), cancellation);
        return target;
    }

    public Task<IReadOnlyDictionary<(int Shard, long Range), long>> CountRejectsAsync(CancellationToken cancellation) =>
        _rejects.CountAsync(_job.ExecutionId, StoredName, cancellation);

    public async Task<TablePrepared> PrepareAsync(IReadOnlyList<TableShard> shards, CancellationToken cancellation)
    {
        if (_job.IsIncremental)
            Fit.RequireSource();
        if (_job.IsIncremental && _table is not null)
            await Fit.RequireUniqueAsync(await SyncedAsync(cancellation), cancellation);
        var prepared = await _preparation.RunAsync(_ledger, shards, cancellation);
        await LearnTableAsync(_preparation.Table, cancellation);
        return prepared with { PushDown = PullsRows && _job.Type != Core.Plans.MigrationType.Schema };
    }

    public Task AwaitCommitAsync(string name, CancellationToken cancellation) => _session.AwaitAsync(name, cancellation);

    public async Task<LedgerState> BeginAttemptAsync(int shard, CancellationToken cancellation)
    {
        await RequirePreparedAsync(cancellation);
        _rows = null;
        var (epoch, bounds) = await _ledger.TakeEpochAsync(shard, cancellation);
        // It may have been taken back while the epoch was waited for.
        if (await _undoRecords.ReadAsync(cancellation) is not { Undone: false })
            throw TargetRefusal.NotPrepared(_job);
        var totals = await _ledger.TotalsAsync(shard, cancellation);
        await (_writer?.DisposeAsync() ?? ValueTask.CompletedTask);
        _writer = new RangeWriter(_ledger, NewStage(), await WithinAsync(cancellation), _rejects, _job, _source.Columns);
        return new LedgerState(epoch, bounds.Next(totals.Last, _source), totals.Ranges, totals.Bytes, totals.Hash)
        {
            Shard = bounds,
            Changes = totals.Changes,
            HashKind = totals.Hash.KindOr(HashKind),
        };
    }

    public async ValueTask<IBroughtRows?> BringAsync(RowBatch batch, LedgerState state, CancellationToken cancellation) => await _writer!.BringAsync(batch, state, cancellation);

    public Task BringRestAsync(CancellationToken cancellation) => _writer!.BringRestAsync(cancellation);

    public async ValueTask<LedgerRange> CommitAsync(RowBatch batch, RangeCursor from, LedgerState state, CancellationToken cancellation) =>
        await _writer!.WriteAsync(batch, from, state, cancellation);

    public async Task<TableFinished> FinishAsync(CancellationToken cancellation)
    {
        await new TableFinish(_session, _place, _job, _preparation.Ddl).RunAsync(await ReadUndoAsync(cancellation), cancellation);
        return new TableFinished(0);
    }

    public async Task<UndoRecord?> ReadUndoAsync(CancellationToken cancellation) =>
        await _tables.ExistAsync(cancellation) ? await _undoRecords.ReadAsync(cancellation) : null;

    public Task<TableDefinition?> ReadTableAsync(CancellationToken cancellation) =>
        new SnowflakeSchemaReader(_session, _place).ReadTableAsync(_job.TargetTable, cancellation);

    public async IAsyncEnumerable<LedgerRange> ReadLedgerAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
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

    public async Task<RangeHash> HashAsync(LedgerRange range, RowBatch batch, BatchLimits limits, CancellationToken cancellation)
    {
        if (!_job.IsIncremental)
            return PullsRows && (await HashWithinAsync([range], cancellation))[0] is { } hash ? hash : await this.HashInPartsAsync(range, batch, limits, cancellation);
        var synced = await SyncedAsync(cancellation);
        var within = synced.Within(range.From, range.EndsSegment ? default : range.Upper.Span);
        return SyncedTable.HashOf((await _session.ScalarAsync(synced.Content(within), cancellation))!);
    }

    public async Task<IReadOnlyList<RangeHash?>> HashWithinAsync(IReadOnlyList<LedgerRange> ranges, CancellationToken cancellation) =>
        // Rows whose key has a NULL, which only the target has, are in no bounds.
        _job.IsIncremental && (await SyncedAsync(cancellation)).Nullable.Count > 0
            ? [.. ranges.Select(_ => (RangeHash?)null)]
            : await (await RowsAsync(cancellation)).HashWithinAsync(ranges, cancellation);

    public async Task<RangeHash> HashAllAsync(RowHashKind kind, CancellationToken cancellation) => await (await RowsAsync(cancellation)).HashAllAsync(kind, cancellation);

    public async Task<long> CountAsync(CancellationToken cancellation) => _job.IsIncremental
        ? await _session.CountAsync($"SELECT COUNT(*) FROM {Name} WHERE {(await SyncedAsync(cancellation)).Within(RangeCursor.Start, default)}", cancellation)
        : await _session.CountAsync($"SELECT COUNT(*) FROM {Name}", cancellation) - ((await ReadUndoAsync(cancellation))?.Before.Rows ?? 0);

    public async Task<IReadOnlyDictionary<int, long>> BeginRepairAsync(CancellationToken cancellation)
    {
        await RequirePreparedAsync(cancellation);
        if (_source is SnowflakeTableSource within)
            Mending = new RangeMend(_session, within, await MendedAsync(cancellation), _ledger);
        return await _ledger.TakeEpochsAsync(cancellation);
    }

    public async Task<long> RepairAsync(RangeRepair repair, long epoch, CancellationToken cancellation) =>
        // One for all ranges of an epoch: it numbers what it brings.
        await new TargetRepair(_session, _ledger, _repairs ??= NewStage(), Name).RunAsync(repair, epoch, Ours(await ReadUndoAsync(cancellation)), _sharedKey!, cancellation);

    public IRangeMending? Mending { get; private set; }

    public Task<RollbackFeasibility> CheckRollbackAsync(CancellationToken cancellation) => _undo.CheckAsync(cancellation);

    public Task<RollbackResult> RollbackAsync(CancellationToken cancellation) => _undo.RunAsync(cancellation);

    public Task<RollbackVerification> VerifyRollbackAsync(CancellationToken cancellation) => _undo.VerifyAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var open in new IAsyncDisposable?[] { _writer, _repairs })
            await (open?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private SyncFit Fit => new(_session, _place, _job, (SnowflakeTableSource)_source);

    /// <summary>How Snowflake itself brings the rows; null where they come from outside.</summary>
    private async Task<IMoveWithin?> WithinAsync(CancellationToken cancellation) => _source switch
    {
        SnowflakeTableSource within when _job.IsIncremental => new RangeSync(_session, within, await SyncedAsync(cancellation), _ledger),
        SnowflakeTableSource within => new PushDown(within, Name, _forms),
        _ => null,
    };

    private async Task<SyncedTable> SyncedAsync(CancellationToken cancellation) =>
        _synced ??= await Fit.OfAsync(_table ?? throw TargetRefusal.Gone(_job), _forms, _sharedKey, cancellation);

    /// <summary>The table as a repair within the account sees it. Rows of before are told from the execution's by their key, so it must be the source's.</summary>
    private async Task<SyncedTable> MendedAsync(CancellationToken cancellation)
    {
        var undo = await ReadUndoAsync(cancellation);
        if (undo is { Kind: UndoKind.Appended } && !KeyChoice.Of(_table!).Parts.Select(part => part.Column).SequenceEqual(_sharedKey!.Select(part => part.Column)))
            throw new MigrationException(ErrorCodes.RepairImpossible,
                $"Table '{_job.TargetTable}' can't be repaired. Its own key is not that of the source, by which rows of before could not be told from others. Roll it back and copy it again.");
        var mended = _job.IsIncremental ? await SyncedAsync(cancellation) : SyncFit.Of(Name, _forms, _sharedKey!) with { Scope = Ours(undo) };
        await Fit.RequireUniqueAsync(mended, cancellation);
        await _source.CountRowsAsync(cancellation);
        return mended;
    }

    private StageWriter NewStage() => new(_session, _tables, (_job.ExecutionId, StoredName), (Name, _forms));

    private string? Ours(UndoRecord? undo) => undo is { Kind: UndoKind.Appended, KeysTable: { } clone } ? BackupClone.Excluding(_place, clone, Name, KeyChoice.Of(_table!)) : null;

    private async Task RequirePreparedAsync(CancellationToken cancellation)
    {
        if (_table is null || await ReadUndoAsync(cancellation) is not { Undone: false })
            throw TargetRefusal.NotPrepared(_job);
    }

    private async Task LearnTableAsync(TableDefinition? found, CancellationToken cancellation)
    {
        if (found is not { } table)
            return;
        _table = table;
        _synced = null;
        _source.Conform(table);
        _forms = [.. ColumnForms.Between(_source.Table, _source.Columns, table).Select(form => form with { Column = table.FindColumn(form.Column)?.Name ?? form.Column })];
        // Rows of before that no key tells apart are in every range.
        var isMixed = KeyChoice.Of(table).Parts.Count == 0 && await ReadUndoAsync(cancellation) is { Kind: UndoKind.Appended };
        _sharedKey = isMixed ? null : RangeLocator.SharedKey(table, _source);
    }

    private async Task<TargetRows> RowsAsync(CancellationToken cancellation)
    {
        if (_rows is not null)
            return _rows;
        var undo = await ReadUndoAsync(cancellation);
        var table = _table ?? throw TargetRefusal.Gone(_job);
        var ours = _job.IsIncremental ? (await SyncedAsync(cancellation)).Scope : Ours(undo);
        var before = undo is { Kind: UndoKind.Appended, KeysTable: { } clone } && ours is null ? TargetRows.Shape(_place.Of(clone), table, _forms, ours: null) : null;
        return _rows = new TargetRows(_session, TargetRows.Shape(Name, table, _forms, ours), _sharedKey) { Before = before };
    }
}
