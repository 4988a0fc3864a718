using Migration.Connectors.Ledger;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Incremental;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Takes a table back to what it was, and proves it.</summary>
internal sealed class TableUndo(SnowflakeSession session, SchemaPlace place, TableJob job, TableLedger ledger)
{
    private readonly LedgerTables _tables = new(session, place);
    private readonly UndoRecords _undo = new(session, new LedgerTables(session, place), job.ExecutionId, SnowflakeNames.Stored(job.TargetTable));
    private readonly TableState _state = new(session, place);

    private string StoredName => SnowflakeNames.Stored(job.TargetTable);

    public async Task<RollbackFeasibility> CheckAsync(CancellationToken cancellation)
    {
        if (await RecordAsync(cancellation) is not { } undo)
            return await Dropped.LedgerAsync(_tables, cancellation) is { } why ? new RollbackFeasibility(false, "take back what the execution did to the table", why) : RollbackFeasibility.Nothing;
        var table = await TableAsync(undo, cancellation);
        if (undo.CheckWithoutRows(job.TargetTable, table is not null) is { } known)
            return known.Possible || table is not null ? known : known with { Why = $"{known.Why} {await Dropped.TableAsync(StoredName, cancellation)}" };
        if (await new UndoBasis(session, place).WhyNotAsync(undo, table!, cancellation) is { } missing)
            return new RollbackFeasibility(false, undo.How, missing);
        if (undo.Kind == UndoKind.Changed)
            return new RollbackFeasibility(true, undo.How);
        if (undo.Kind == UndoKind.Appended && await OursAsync(undo, table!, cancellation) is not null)
            return new RollbackFeasibility(true, undo.How);
        return new RollbackFeasibility(true, undo.Kind == UndoKind.Appended ? $"put back the {undo.Before.Rows} rows of before from their clone, since no key tells the others apart" : undo.How)
        {
            RowsOfOthers = await RowsOfOthersAsync(undo, table!, cancellation),
        };
    }

    public async Task<RollbackResult> RunAsync(CancellationToken cancellation)
    {
        var check = await CheckAsync(cancellation);
        if (!check.Possible)
            throw new MigrationException(ErrorCodes.RollbackImpossible, $"Table '{job.TargetTable}' can't be rolled back. {check.Why}");
        if (await RecordAsync(cancellation) is not { } undo || undo.Round > job.Round)
            return new RollbackResult(0, TableDropped: false);
        var advice = undo is { Undone: false, Kind: UndoKind.Created } ? await AdviceAsync(undo, cancellation) : null;
        if ((undo.Undone ? 0 : await UndoAsync(undo, cancellation)) is not { } removed)
            return new RollbackResult(0, TableDropped: false);
        if (undo.KeysTable is not null)
        {
            await session.ExecuteAsync($"DROP TABLE IF EXISTS {place.Of(undo.KeysTable)}", cancellation);
            await _undo.ForgetCloneAsync(undo with { Undone = true }, cancellation);
        }
        return new RollbackResult(removed, !undo.Undone && undo.Kind == UndoKind.Created) { Advice = advice };
    }

    public async Task<RollbackVerification> VerifyAsync(CancellationToken cancellation)
    {
        if (await RecordAsync(cancellation) is not { } undo)
            return RollbackVerification.Nothing;
        var table = await TableAsync(undo, cancellation);
        return undo.VerifyWithoutRows(table is not null)
            ?? await undo.CompareAsync(table is null ? null : TableState.Definition(table, undo.SchemaBefore), () => _state.HashAsync(table!.Name, cancellation));
    }

    /// <returns>How many rows went; null where another step has changed the record meanwhile, and nothing was taken back here.</returns>
    private async Task<long?> UndoAsync(UndoRecord undo, CancellationToken cancellation)
    {
        var rejects = new RejectTable(session, place);
        var hasRejects = await rejects.ExistsAsync(cancellation);
        var table = await TableAsync(undo, cancellation);
        var (removed, removal) = table is null ? (0, []) : await RemovalAsync(undo, table, cancellation);
        // With the record, or not at all: by now another step may have taken the table back, and a later one filled it anew.
        var done = ledger.Fence(_undo.Replace(undo, undo with { Undone = true }));
        foreach (var statement in removal)
            done.Then(statement);
        foreach (var ours in new[] { _tables.Ranges, _tables.Stage, _tables.Objects })
            done.Then($"DELETE FROM {ours} WHERE {ledger.Own}");
        if (hasRejects)
            done.Then(rejects.Clear(job.ExecutionId, StoredName));
        try
        {
            if (undo.Kind == UndoKind.Created && table is not null)
                await session.ExecuteAsync(ledger.Fence(_undo.Hold(undo)).ThenDefine($"DROP TABLE IF EXISTS {place.Of(table.Name)}").ToStatement(), cancellation);
            await session.ExecuteAsync(done.ToStatement(), cancellation);
            return removed;
        }
        catch (SnowflakeFailure refused) when (refused.Refusal == BlockRefusal.UndoChanged)
        {
            return null;
        }
    }

    /// <summary>How many rows go, and the statements that take them; a table that was created goes as a whole.</summary>
    private async Task<(long Rows, IReadOnlyList<string> Statements)> RemovalAsync(UndoRecord undo, TableDefinition table, CancellationToken cancellation)
    {
        var name = place.Of(table.Name);
        var rows = await session.CountAsync($"SELECT COUNT(*) FROM {name}", cancellation);
        if (undo.Kind == UndoKind.Created)
            return (rows, []);
        if (undo.Kind == UndoKind.Empty)
            return (rows, [$"DELETE FROM {name}"]);
        if (undo.Kind == UndoKind.Changed)
            return await new CloneRestore(session, name, place.Of(undo.KeysTable!)).PlanAsync(table, cancellation);
        if (await OursAsync(undo, table, cancellation) is { } ours)
            return (await session.CountAsync($"SELECT COUNT(*) FROM {name} WHERE {ours}", cancellation), [$"DELETE FROM {name} WHERE {ours}"]);
        // Not by changing places with the clone: that can't be tied to the record, and what was granted on the table would go with it.
        var columns = SnowflakeNames.QuoteAll(table.Columns.Where(column => column.Generation == ColumnGeneration.None).Select(column => column.Name));
        return (rows - undo.Before.Rows, [$"DELETE FROM {name}", $"INSERT INTO {name} ({columns}) SELECT {columns} FROM {place.Of(undo.KeysTable!)}"]);
    }

    /// <summary>The condition that a row was added; null where the key does not tell: there is none, or rows share it, which Snowflake allows.</summary>
    private async Task<string?> OursAsync(UndoRecord undo, TableDefinition table, CancellationToken cancellation)
    {
        var name = place.Of(table.Name);
        if (BackupClone.Excluding(place, undo.KeysTable!, name, KeyChoice.Of(table)) is not { } ours)
            return null;
        // In this order, so that a row which somebody adds meanwhile does not count as one of before.
        var rows = await session.CountAsync($"SELECT COUNT(*) FROM {name}", cancellation);
        var added = await session.CountAsync($"SELECT COUNT(*) FROM {name} WHERE {ours}", cancellation);
        return rows - added <= undo.Before.Rows ? ours : null;
    }

    // Both numbers in one statement, so that a copy which is at work commits before both or after both.
    private async Task<long> RowsOfOthersAsync(UndoRecord undo, TableDefinition table, CancellationToken cancellation) => Math.Max(0, await session.CountAsync(
        $"SELECT (SELECT COUNT(*) FROM {place.Of(table.Name)}) - (SELECT COALESCE(SUM(ROW_COUNT), 0) FROM {_tables.Ranges} WHERE {ledger.Own})", cancellation) - undo.Before.Rows);

    private DroppedObjects Dropped => new(session, place);

    private async Task<string?> AdviceAsync(UndoRecord undo, CancellationToken cancellation) =>
        await TableAsync(undo, cancellation) is { } table && await new TablePast(session, place, table.Name).DaysAsync(cancellation) is > 0 and var days
            ? $"Table '{table.Name}' was dropped. For {days} day(s) UNDROP TABLE {place.Of(table.Name)} brings it back with the rows that were copied."
            : null;

    private async Task<UndoRecord?> RecordAsync(CancellationToken cancellation) => await _tables.ExistAsync(cancellation) ? await _undo.ReadAsync(cancellation) : null;

    /// <summary>Null where it is not there, or is somebody else's, made while the execution was about to make it.</summary>
    private async Task<TableDefinition?> TableAsync(UndoRecord undo, CancellationToken cancellation)
    {
        var table = await new SnowflakeSchemaReader(session, place).ReadTableAsync(job.TargetTable, cancellation);
        return table is not null && TableCreation.IsOurs(undo, table.Comment) ? table : null;
    }
}
