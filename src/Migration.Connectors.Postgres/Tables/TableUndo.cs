using Migration.Connectors.Ledger;
using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Takes a table back to what it was, and proves it.</summary>
internal sealed class TableUndo(PostgresSession session, string schema, TableJob job, TableLedger ledger)
{
    private readonly TableState _state = new(session, schema);

    private string Name => PostgresNames.Of(schema, job.TargetTable);

    public async Task<RollbackFeasibility> CheckAsync(CancellationToken cancellation)
    {
        if (await RecordAsync(cancellation) is not { } undo)
            return RollbackFeasibility.Nothing;
        var table = await TableAsync(cancellation);
        return undo.CheckWithoutRows(job.TargetTable, table is not null)
            ?? new RollbackFeasibility(true, undo.How) { RowsOfOthers = undo.Kind == UndoKind.Appended ? 0 : await RowsOfOthersAsync(table!, cancellation) };
    }

    public async Task<RollbackResult> RunAsync(CancellationToken cancellation)
    {
        var check = await CheckAsync(cancellation);
        if (!check.Possible)
            throw new MigrationException(ErrorCodes.RollbackImpossible, $"Table '{job.TargetTable}' can't be rolled back. {check.Why}");
        return await LedgerTables.ExistAsync(session, schema, cancellation)
            ? await session.InTransactionAsync(() => UndoAsync(cancellation), cancellation)
            : new RollbackResult(0, TableDropped: false);
    }

    public async Task<RollbackVerification> VerifyAsync(CancellationToken cancellation)
    {
        if (await RecordAsync(cancellation) is not { } undo)
            return RollbackVerification.Nothing;
        var table = await TableAsync(cancellation);
        return undo.VerifyWithoutRows(table is not null)
            ?? await undo.CompareAsync(table is null ? null : await _state.DefinitionAsync(table.Name, cancellation), () => _state.HashAsync(table!, cancellation));
    }

    // Both numbers in one statement, so that a copy which is at work commits before both or after both.
    private async Task<long> RowsOfOthersAsync(TableDefinition table, CancellationToken cancellation) => Math.Max(0, await session.ScalarAsync<long>(
        $"""
        SELECT (SELECT count(*) FROM {PostgresNames.Of(schema, table.Name)})
            - (SELECT coalesce(sum(rows), 0)::bigint FROM {ledger.Ranges} WHERE execution = $1 AND table_name = $2)
        """,
        cancellation, job.ExecutionId, job.TargetTable));

    private async Task<RollbackResult> UndoAsync(CancellationToken cancellation)
    {
        // What was true before the transaction may be long over: the table may be back, and filled anew.
        await UndoRecords.LockAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        if (await RecordAsync(cancellation) is not { Undone: false } undo || undo.Round > job.Round)
            return new RollbackResult(0, TableDropped: false);
        // Fences every attempt that may still run, and waits for one that commits: none can after this.
        await ledger.FenceAsync(cancellation);
        await DropForeignKeysAsync(cancellation);
        var removed = await TableAsync(cancellation) is { } table ? await RemoveAsync(undo, table, cancellation) : 0;
        await DropTypesAsync(cancellation);
        await ledger.ClearAsync(cancellation);
        await RejectTable.ClearAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        if (undo.KeysTable is not null)
            await session.ExecuteAsync($"DROP TABLE IF EXISTS {undo.KeysTable}", cancellation);
        await (undo with { Undone = true, KeysTable = null }).WriteAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        return new RollbackResult(removed, undo.Kind == UndoKind.Created);
    }

    /// <summary>Those that this execution made, of this table and to it: they would keep it from being dropped.</summary>
    private async Task DropForeignKeysAsync(CancellationToken cancellation)
    {
        var referring = await session.QueryAsync(
            "SELECT conname, conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND (confrelid = to_regclass($1) OR conrelid = to_regclass($1))",
            row => (Name: row.GetString(0), Table: row.GetString(1)), cancellation, Name);
        foreach (var made in await ObjectRecord.ReadAsync(session, job.ExecutionId, "foreign key", isMade: true, cancellation))
        {
            if (!referring.Exists(r => r.Name == made.Name))
                continue;
            await session.ExecuteAsync($"ALTER TABLE IF EXISTS {PostgresNames.Of(schema, made.Table)} DROP CONSTRAINT IF EXISTS {SqlNames.Quote(made.Name)}", cancellation);
            await made.RemoveAsync(session, cancellation);
        }
        await session.ExecuteAsync(
            "DELETE FROM _migration_objects WHERE execution = $1 AND table_name = $2 AND type = 'foreign key'", cancellation, job.ExecutionId, job.TargetTable);
    }

    private async Task DropTypesAsync(CancellationToken cancellation)
    {
        foreach (var type in (await ObjectRecord.ReadAsync(session, job.ExecutionId, "type", isMade: true, cancellation)).Where(t => t.Table == job.TargetTable))
        {
            // Another table may have a column of it by now: then it stays.
            await session.TryAsync($"DROP TYPE IF EXISTS {type.Name}", cancellation);
            await type.RemoveAsync(session, cancellation);
        }
    }

    private async Task<long> RemoveAsync(UndoRecord undo, TableDefinition table, CancellationToken cancellation)
    {
        if (undo.Kind == UndoKind.Appended)
            return await session.ExecuteAsync(
                $"DELETE FROM {Name} WHERE {KeyBackup.Excluding(undo.KeysTable, Name, KeyChoice.Of(table), (job.ExecutionId, job.TargetTable))}", cancellation);
        var rows = await session.ScalarAsync<long>($"SELECT count(*) FROM {Name}", cancellation);
        await session.ExecuteAsync(undo.Kind == UndoKind.Created ? $"DROP TABLE {Name}" : $"DELETE FROM {Name}", cancellation);
        return rows;
    }

    private async Task<UndoRecord?> RecordAsync(CancellationToken cancellation) => await LedgerTables.ExistAsync(session, schema, cancellation)
        ? await UndoRecords.ReadAsync(session, job.ExecutionId, job.TargetTable, cancellation)
        : null;

    private Task<TableDefinition?> TableAsync(CancellationToken cancellation) => new PostgresSchemaReader(session, schema).ReadTableAsync(job.TargetTable, cancellation);
}
