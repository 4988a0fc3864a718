using Migration.Connectors.Ledger;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>Everything before the first row: the undo record and the table, in one transaction.</summary>
internal sealed class TablePreparation(SqliteSession session, TableJob job, ITableSource source)
{
    private readonly TableState _state = new(session);
    private readonly SqliteSchemaReader _schema = new(session);

    private readonly ForeignTable? _foreign = ForeignTable.Of(source.Table);

    public TargetDdl Ddl => field ??= new(
        _foreign?.Table ?? source.Table,
        new TargetShape(job.TargetTable, _foreign?.Columns(source.Columns) ?? source.Columns, job.Table.Columns.Count == 0),
        job.References);

    /// <summary>What of the source table is not created, and why.</summary>
    public IReadOnlyList<string> Reduced => [.. Ddl.Warnings, .. _foreign?.Warnings ?? []];

    public TablePrepared Run(TableLedger ledger, IReadOnlyList<TableShard> shards) => WriteTransaction.Run(session, () =>
    {
        RequireClaim();
        var undo = UndoRecords.Read(session, job.ExecutionId, job.TargetTable);
        undo?.RequireRound(job);
        if (undo is null or { Undone: true })
            undo = Begin();
        else if (undo.Round < job.Round)
            (undo with { Round = job.Round }).Write(session, job.ExecutionId, job.TargetTable);
        return new TablePrepared
        {
            Created = undo.Kind == UndoKind.Created,
            KeyDescription = source.Key.Description,
            RowsTotal = 0,
            BytesEstimate = 0,
            Shards = ledger.RecordShards(shards),
            RowsBefore = undo.Before.Rows,
            Warnings = [.. undo.Kind == UndoKind.Created ? Reduced : [], .. Problems().Select(p => p.Message)],
        };
    });

    /// <summary>What stands in the way, and what a person should know.</summary>
    public IReadOnlyList<Problem> Problems()
    {
        if (_schema.ReadTable(job.TargetTable) is { } table)
            return Compatibility.Check(table, source.Columns, _foreign is null);
        return TargetRefusal.OfAbsent(job, IsTaken(job.TargetTable) ? "a view or a virtual table" : null);
    }

    private void RequireClaim()
    {
        if (!LedgerTables.Exist(session) || session.QueryText("SELECT execution FROM _migration_claims WHERE table_name = ?1", job.TargetTable) != job.ExecutionId)
            throw TargetRefusal.NotHeld(job);
    }

    private UndoRecord Begin()
    {
        var table = _schema.ReadTable(job.TargetTable);
        TargetRefusal.ThrowIfAny(job.IsBulk && table is not null ? [TargetRefusal.NotOwned(job.TargetTable)] : Problems());
        var undo = (table is null ? UndoRecord.OfAbsent(job) : Present(table)) with { Round = job.Round };
        undo.Write(session, job.ExecutionId, job.TargetTable);
        if (table is null)
            Create();
        return undo;
    }

    private void Create()
    {
        try
        {
            session.Execute(Ddl.Table);
        }
        catch (SqliteFailure failure)
        {
            throw TargetRefusal.NotCreated(job, Ddl.Table, failure);
        }
    }

    private UndoRecord Present(TableDefinition table)
    {
        var before = _state.Hash(table);
        var schema = _state.Schema(table.Name);
        var sequence = _state.Sequence(table.Name);
        if (before.Rows == 0)
            return new UndoRecord(UndoKind.Empty, Enabled, Undone: false, schema, before, KeysTable: null) { SequenceBefore = sequence };
        var identity = KeyChoice.Of(table);
        if (identity.RowId is null && identity.Columns.Count == 0)
            throw new MigrationException(ErrorCodes.RollbackImpossible,
                $"Table '{table.Name}' of the target holds rows and has neither a key nor a row id that can be named, so rows added to it could not be told from them. Add a key, or empty the table.");
        var keys = KeyBackup.NameOf(job.ExecutionId, job.TargetTable);
        KeyBackup.Create(session, keys, table, identity);
        return new UndoRecord(UndoKind.Appended, Enabled, Undone: false, schema, before, keys) { SequenceBefore = sequence };
    }

    private bool Enabled => job.Configuration.EnableRollback;

    private bool IsTaken(string name) => session.QueryInteger("SELECT count(*) FROM sqlite_master WHERE name = ?1 COLLATE NOCASE", name) > 0;
}
