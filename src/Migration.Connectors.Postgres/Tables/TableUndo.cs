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
        if (await RecordAsync(cancellation) is not { Undone: false } undo)
            return new RollbackFeasibility(true, "nothing to undo");
        if (!undo.Enabled)
            return new RollbackFeasibility(false, How(undo), "The plan did not enable rollback.");
        if (await TableAsync(cancellation) is not { } table)
            return undo.Kind == UndoKind.Created
                ? new RollbackFeasibility(true, "nothing to undo: the table is gone")
                : new RollbackFeasibility(false, How(undo), $"Table '{job.TargetTable}' is gone from the target, and what it held before the migration with it.");
        var others = undo.Kind == UndoKind.Appended ? 0 : await RowsOfOthersAsync(table, cancellation);
        return new RollbackFeasibility(true, How(undo)) { RowsOfOthers = others };
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
            return new RollbackVerification(true, 0, "Nothing was written to the table.");
        var table = await TableAsync(cancellation);
        if (!undo.Undone)
            return new RollbackVerification(false, 0, "The table has not been rolled back.");
        if (undo.Kind == UndoKind.Created)
            return new RollbackVerification(table is null, 0, table is null ? "The table is gone, as it was before." : "The table is there, and was not before.");
        return await CompareAsync(undo, table, cancellation);
    }

    // Both numbers in one statement, so that a copy which is at work commits before both or after both.
    private async Task<long> RowsOfOthersAsync(TableDefinition table, CancellationToken cancellation) => Math.Max(0, await session.ScalarAsync<long>(
        $"""
        SELECT (SELECT count(*) FROM {PostgresNames.Of(schema, table.Name)})
            - (SELECT coalesce(sum(rows), 0)::bigint FROM _migration_ranges WHERE execution = $1 AND table_name = $2)
        """,
        cancellation, job.ExecutionId, job.TargetTable));

    private async Task<RollbackResult> UndoAsync(CancellationToken cancellation)
    {
        // What was true before the transaction may be long over: the table may be back, and filled anew.
        await UndoRecord.LockAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        if (await RecordAsync(cancellation) is not { Undone: false } undo || undo.Round > job.Round)
            return new RollbackResult(0, TableDropped: false);
        // Fences every attempt that may still run, and waits for one that commits: none can after this.
        await ledger.TakeEpochAsync(cancellation);
        await DropForeignKeysAsync(cancellation);
        var removed = await TableAsync(cancellation) is { } table ? await RemoveAsync(undo, table, cancellation) : 0;
        await DropTypesAsync(cancellation);
        await ledger.ClearAsync(cancellation);
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

    private async Task<RollbackVerification> CompareAsync(UndoRecord undo, TableDefinition? table, CancellationToken cancellation)
    {
        if (table is null || await _state.DefinitionAsync(table.Name, cancellation) != undo.SchemaBefore)
            return new RollbackVerification(false, 0, "The table's definition, indexes or triggers are not what they were before.");
        var now = await _state.HashAsync(table, cancellation);
        return now == undo.Before
            ? new RollbackVerification(true, now.Rows, $"The table's {now.Rows} rows are those of before, by hash.")
            : new RollbackVerification(false, now.Rows, $"The table has {now.Rows} rows that are not the {undo.Before.Rows} of before, by hash: something else wrote to it.");
    }

    private static string How(UndoRecord undo) => undo.Kind switch
    {
        UndoKind.Created => "drop the table, which this migration created",
        UndoKind.Empty => "delete every row: the table was empty",
        _ => $"delete the rows that were added to the {undo.Before.Rows} of before",
    };

    private async Task<UndoRecord?> RecordAsync(CancellationToken cancellation) => await LedgerTables.ExistAsync(session, schema, cancellation)
        ? await UndoRecord.ReadAsync(session, job.ExecutionId, job.TargetTable, cancellation)
        : null;

    private Task<TableDefinition?> TableAsync(CancellationToken cancellation) => new PostgresSchemaReader(session, schema).ReadTableAsync(job.TargetTable, cancellation);
}
