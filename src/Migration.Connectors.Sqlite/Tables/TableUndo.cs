using Migration.Connectors.Ledger;
using Migration.Connectors.Schema;
using Migration.Connectors.Sqlite.Engine;
using Migration.Connectors.Sqlite.Ledger;
using Migration.Connectors.Sqlite.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Sqlite.Tables;

/// <summary>Takes a table back to what its undo record says it was.</summary>
internal sealed class TableUndo(SqliteSession session, TableJob job, ITableSource source, TableLedger ledger)
{
    private const int RangesAtOnce = 256;

    private readonly TableState _state = new(session);

    public RollbackFeasibility Check()
    {
        if (Record() is not { } undo)
            return RollbackFeasibility.Nothing;
        var table = Table();
        return undo.CheckWithoutRows(job.TargetTable, table is not null)
            ?? new RollbackFeasibility(true, undo.How) { RowsOfOthers = undo.Kind == UndoKind.Appended ? 0 : RowsOfOthers(table!.Name) };
    }

    public RollbackResult Run()
    {
        var check = Check();
        if (!check.Possible)
            throw new MigrationException(ErrorCodes.RollbackImpossible, $"Table '{job.TargetTable}' can't be rolled back. {check.Why}");
        return LedgerTables.Exist(session) ? WriteTransaction.Run(session, Undo) : new RollbackResult(0, TableDropped: false);
    }

    public async Task<RollbackVerification> VerifyAsync()
    {
        if (Record() is not { } undo)
            return RollbackVerification.Nothing;
        var table = Table();
        return undo.VerifyWithoutRows(table is not null)
            ?? await undo.CompareAsync(table is null ? null : _state.Schema(table.Name), () => Task.FromResult(_state.Hash(table!)));
    }

    // Both numbers in one statement, so that a copy which is at work commits before both or after both.
    private long RowsOfOthers(string table) => Math.Max(0, session.QueryInteger(
        $"""
        SELECT (SELECT count(*) FROM {SqliteNames.Quote(table)})
            - (SELECT coalesce(sum(rows), 0) FROM _migration_ranges WHERE execution = ?1 AND table_name = ?2)
        """,
        job.ExecutionId, job.TargetTable));

    private RollbackResult Undo()
    {
        // What was true before the transaction may be long over: the table may be back, and filled anew.
        if (Record() is not { Undone: false } undo || undo.Round > job.Round)
            return new RollbackResult(0, TableDropped: false);
        // Fences every attempt that may still run: none of them can commit after this.
        ledger.Fence();
        DropTriggers();
        var removed = Table() is { } table ? Remove(undo, table) : 0;
        ledger.Clear();
        RejectTable.Clear(session, job.ExecutionId, job.TargetTable);
        if (undo.KeysTable is not null)
            session.Execute($"DROP TABLE IF EXISTS {undo.KeysTable}");
        (undo with { Undone = true, KeysTable = null }).Write(session, job.ExecutionId, job.TargetTable);
        return new RollbackResult(removed, undo.Kind == UndoKind.Created);
    }

    // Before the rows, so that none fires on their removal.
    private void DropTriggers()
    {
        var triggers = session.Query(
            """
            SELECT o.name FROM _migration_objects o JOIN sqlite_master m ON m.type = o.type AND m.name = o.name COLLATE NOCASE
            WHERE o.execution = ?1 AND o.type = 'trigger' AND m.tbl_name = ?2 COLLATE NOCASE
            """,
            row => row.GetText(0), job.ExecutionId, job.TargetTable);
        foreach (var trigger in triggers)
        {
            session.Execute($"DROP TRIGGER {SqliteNames.Quote(trigger)}");
            session.Execute("DELETE FROM _migration_objects WHERE execution = ?1 AND type = 'trigger' AND name = ?2", job.ExecutionId, trigger);
        }
    }

    private long Remove(UndoRecord undo, TableDefinition table)
    {
        var quoted = SqliteNames.Quote(table.Name);
        if (undo.Kind == UndoKind.Appended)
            return RemoveAdded(undo, table);
        var rows = session.QueryInteger($"SELECT count(*) FROM {quoted}");
        session.Execute(undo.Kind == UndoKind.Created ? $"DROP TABLE {quoted}" : $"DELETE FROM {quoted}");
        if (undo.Kind == UndoKind.Empty)
            _state.SetSequence(table.Name, undo.SequenceBefore);
        return rows;
    }

    private long RemoveAdded(UndoRecord undo, TableDefinition table)
    {
        var removal = new RangeRemoval(session, table, new RangeLocator(table, source), undo);
        var removed = Ranges().Where(range => range.Hash.Rows > 0).Sum(removal.Run);
        _state.SetSequence(table.Name, undo.SequenceBefore);
        return removed;
    }

    private IEnumerable<LedgerRange> Ranges()
    {
        for (LedgerRange? after = null; ;)
        {
            var ranges = ledger.Read(after, RangesAtOnce);
            foreach (var range in ranges)
                yield return range;
            if (ranges.Count < RangesAtOnce)
                yield break;
            after = ranges[^1];
        }
    }

    private UndoRecord? Record() => LedgerTables.Exist(session) ? UndoRecords.Read(session, job.ExecutionId, job.TargetTable) : null;

    private TableDefinition? Table() => new SqliteSchemaReader(session).ReadTable(job.TargetTable);
}
