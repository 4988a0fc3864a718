using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Problems;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Everything before the first row: the undo record and the table, in one transaction.</summary>
internal sealed class TablePreparation(PostgresSession session, string schema, TableJob job, ITableSource source)
{
    private readonly TableState _state = new(session, schema);
    private readonly PostgresSchemaReader _schema = new(session, schema);
    private readonly List<string> _refused = [];

    public TargetDdl Ddl { get; } = new(source.Table, source.Columns, (schema, job.TargetTable), job.Table.Columns.Count == 0, job.References, job.LoadsUnlogged);

    public Task<TablePrepared> RunAsync(TableLedger ledger, IReadOnlyList<TableShard> shards, CancellationToken cancellation) => session.InTransactionAsync(async () =>
    {
        await RequireClaimAsync(cancellation);
        await UndoRecords.LockAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        var undo = await UndoRecords.ReadAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        undo?.RequireRound(job);
        if (undo is null or { Undone: true })
            undo = await BeginAsync(cancellation);
        else if (undo.Round < job.Round)
            await (undo with { Round = job.Round }).WriteAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        return new TablePrepared
        {
            Created = undo.Kind == UndoKind.Created,
            KeyDescription = source.Key.Description,
            RowsTotal = 0,
            BytesEstimate = 0,
            Shards = await ledger.RecordShardsAsync(shards, cancellation),
            RowsBefore = undo.Before.Rows,
            Warnings = [.. undo.Kind == UndoKind.Created ? Ddl.Warnings() : [], .. _refused, .. (await ProblemsAsync(cancellation)).Select(p => p.Message)],
        };
    }, cancellation);

    /// <summary>What stands in the way, and what a person should know.</summary>
    public async Task<IReadOnlyList<Problem>> ProblemsAsync(CancellationToken cancellation)
    {
        if (await _schema.ReadTableAsync(job.TargetTable, cancellation) is { } table)
            return TargetFit.Check(table, source.Columns);
        return TargetRefusal.OfAbsent(job, await IsTakenAsync(cancellation) ? "a view, a partition or a foreign table" : null);
    }

    private async Task RequireClaimAsync(CancellationToken cancellation)
    {
        if (!await LedgerTables.ExistAsync(session, schema, cancellation)
            || await session.ScalarAsync<string>("SELECT execution FROM _migration_claims WHERE table_name = $1 FOR SHARE", cancellation, job.TargetTable) != job.ExecutionId)
            throw TargetRefusal.NotHeld(job);
    }

    private async Task<UndoRecord> BeginAsync(CancellationToken cancellation)
    {
        var table = await _schema.ReadTableAsync(job.TargetTable, cancellation);
        TargetRefusal.ThrowIfAny(job.IsBulk && table is not null ? [TargetRefusal.NotOwned(job.TargetTable)] : await ProblemsAsync(cancellation));
        var undo = (table is null ? UndoRecord.OfAbsent(job) : await PresentAsync(table, cancellation)) with { Round = job.Round };
        await undo.WriteAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        if (table is null)
            await CreateAsync(cancellation);
        return undo;
    }

    private async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var (type, sql) in Ddl.Types())
            await CreateTypeAsync(type, sql, cancellation);
        try
        {
            await session.ExecuteAsync(Ddl.CreateTable(), cancellation);
        }
        catch (PostgresFailure failure) when (!failure.IsTransient)
        {
            throw TargetRefusal.NotCreated(job, Ddl.CreateTable(), failure);
        }
        foreach (var (sql, what) in Ddl.Extras().ToList())
            await TryAsync(sql, what, cancellation);
        foreach (var (name, sql, what) in Ddl.Checks().ToList())
        {
            if (await TryAsync(sql, what, cancellation) && job.IsBulk)
                // Known to be understood; the rows are checked at once when they are there.
                await session.ExecuteAsync($"ALTER TABLE {Ddl.Table} DROP CONSTRAINT {SqlNames.Quote(name)}", cancellation);
        }
    }

    private async Task<bool> TryAsync(string sql, string what, CancellationToken cancellation)
    {
        if (await session.TryAsync(sql, cancellation) is not { } refusal)
            return true;
        _refused.Add($"{what} is not created. {refusal}");
        return false;
    }

    private async Task CreateTypeAsync(string type, string sql, CancellationToken cancellation)
    {
        if (await session.ScalarAsync<bool>("SELECT to_regtype($1) IS NOT NULL", cancellation, type))
            return;
        await session.ExecuteAsync(sql, cancellation);
        await ObjectRecord.AddAsync(session, new(job.ExecutionId, job.TargetTable, "type", type, sql), isMade: true, cancellation);
    }

    private async Task<UndoRecord> PresentAsync(TableDefinition table, CancellationToken cancellation)
    {
        var before = await _state.HashAsync(table, cancellation);
        var definition = await _state.DefinitionAsync(table.Name, cancellation);
        if (before.Rows == 0)
            return new UndoRecord(UndoKind.Empty, Enabled, Undone: false, definition, before, KeysTable: null);
        var identity = KeyChoice.Of(table);
        if (!KeyBackup.IsPossible(identity))
            return new UndoRecord(UndoKind.Appended, Enabled, Undone: false, definition, before, KeysTable: null);
        var keys = KeyBackup.NameOf(job.ExecutionId, job.TargetTable);
        await KeyBackup.CreateAsync(session, keys, PostgresNames.Of(schema, table.Name), identity, cancellation);
        return new UndoRecord(UndoKind.Appended, Enabled, Undone: false, definition, before, keys);
    }

    private bool Enabled => job.Configuration.EnableRollback;

    private Task<bool> IsTakenAsync(CancellationToken cancellation) => session.ScalarAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2)", cancellation, schema, job.TargetTable);
}
