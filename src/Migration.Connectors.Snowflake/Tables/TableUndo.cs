using Migration.Connectors.Ledger;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
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

    public async Task<RollbackFeasibility> CheckAsync(CancellationToken cancellation)
    {
        if (await RecordAsync(cancellation) is not { } undo)
            return RollbackFeasibility.Nothing;
        var table = await TableAsync(cancellation);
        if (undo.CheckWithoutRows(job.TargetTable, table is not null) is { } known)
            return known;
        var isByKey = undo.Kind != UndoKind.Appended || KeyChoice.Of(table!).Parts.Count > 0;
        return new RollbackFeasibility(true, isByKey ? undo.How : $"put back the clone with the {undo.Before.Rows} rows of before, since no key tells rows apart")
        {
            RowsOfOthers = isByKey && undo.Kind == UndoKind.Appended ? 0 : await RowsOfOthersAsync(undo, table!, cancellation),
        };
    }

    public async Task<RollbackResult> RunAsync(CancellationToken cancellation)
    {
        var check = await CheckAsync(cancellation);
        if (!check.Possible)
            throw new MigrationException(ErrorCodes.RollbackImpossible, $"Table '{job.TargetTable}' can't be rolled back. {check.Why}");
        if (await RecordAsync(cancellation) is not { Undone: false } undo || undo.Round > job.Round)
            return new RollbackResult(0, TableDropped: false);
        // Fences every attempt that may still run, and waits for one that commits: none can after this.
        await ledger.FenceAsync(cancellation);
        await new ObjectRecords(session, _tables, job.ExecutionId).RemoveAsync(SnowflakeNames.Stored(job.TargetTable), cancellation);
        var removed = await TableAsync(cancellation) is { } table ? await RemoveAsync(undo, table, cancellation) : 0;
        await new RejectTable(session, place).ClearAsync(job.ExecutionId, SnowflakeNames.Stored(job.TargetTable), cancellation);
        await ForgetAsync(undo, cancellation);
        return new RollbackResult(removed, undo.Kind == UndoKind.Created);
    }

    public async Task<RollbackVerification> VerifyAsync(CancellationToken cancellation)
    {
        if (await RecordAsync(cancellation) is not { } undo)
            return RollbackVerification.Nothing;
        var table = await TableAsync(cancellation);
        return undo.VerifyWithoutRows(table is not null)
            ?? await undo.CompareAsync(table is null ? null : TableState.Definition(table), () => _state.HashAsync(table!.Name, cancellation));
    }

    private async Task ForgetAsync(UndoRecord undo, CancellationToken cancellation)
    {
        var done = _undo.Replace(undo, undo with { Undone = true, KeysTable = null })
            .Then($"DELETE FROM {_tables.Ranges} WHERE {ledger.Own}")
            .Then($"DELETE FROM {_tables.Stage} WHERE {ledger.Own}");
        try
        {
            await session.ExecuteAsync(done.ToStatement(), cancellation);
        }
        catch (SnowflakeFailure refused) when (GuardedBlock.Of(refused) == BlockRefusal.UndoChanged)
        {
            // Another step has taken the table back at the same time, and both did the same.
        }
        if (undo.KeysTable is not null)
            await session.ExecuteAsync($"DROP TABLE IF EXISTS {place.Of(undo.KeysTable)}", cancellation);
    }

    private async Task<long> RemoveAsync(UndoRecord undo, TableDefinition table, CancellationToken cancellation)
    {
        var name = place.Of(table.Name);
        var rows = await session.CountAsync($"SELECT COUNT(*) FROM {name}", cancellation);
        switch (undo.Kind)
        {
            case UndoKind.Created:
                await session.ExecuteAsync($"DROP TABLE IF EXISTS {name}", cancellation);
                return rows;
            case UndoKind.Empty:
                return await session.ExecuteAsync($"DELETE FROM {name}", cancellation);
            default:
                if (BackupClone.Excluding(place, undo.KeysTable!, name, KeyChoice.Of(table)) is { } ours)
                    return await session.ExecuteAsync($"DELETE FROM {name} WHERE {ours}", cancellation);
                await PutBackAsync(name, place.Of(undo.KeysTable!), undo, cancellation);
                return rows - undo.Before.Rows;
        }
    }

    // After a crash the two may have changed places already: then the table is what it was.
    private async Task PutBackAsync(string table, string clone, UndoRecord undo, CancellationToken cancellation)
    {
        if (await _state.HashAsync(SnowflakeNames.Stored(job.TargetTable), cancellation) != undo.Before)
            await session.ExecuteAsync($"ALTER TABLE {table} SWAP WITH {clone}", cancellation);
    }

    // Both numbers in one statement, so that a copy which is at work commits before both or after both.
    private async Task<long> RowsOfOthersAsync(UndoRecord undo, TableDefinition table, CancellationToken cancellation) => Math.Max(0, await session.CountAsync(
        $"SELECT (SELECT COUNT(*) FROM {place.Of(table.Name)}) - (SELECT COALESCE(SUM(ROW_COUNT), 0) FROM {_tables.Ranges} WHERE {ledger.Own})", cancellation) - undo.Before.Rows);

    private async Task<UndoRecord?> RecordAsync(CancellationToken cancellation) => await _tables.ExistAsync(cancellation) ? await _undo.ReadAsync(cancellation) : null;

    private Task<TableDefinition?> TableAsync(CancellationToken cancellation) => new SnowflakeSchemaReader(session, place).ReadTableAsync(job.TargetTable, cancellation);
}
