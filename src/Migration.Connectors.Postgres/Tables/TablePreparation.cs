using Migration.Connectors.Postgres.Engine;
using Migration.Connectors.Postgres.Ledger;
using Migration.Connectors.Postgres.Schema;
using Migration.Connectors.Rows;
using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>Everything before the first row: the undo record and the table, in one transaction.</summary>
internal sealed class TablePreparation(PostgresSession session, string schema, TableJob job, ITableSource source)
{
    private readonly TableState _state = new(session, schema);
    private readonly PostgresSchemaReader _schema = new(session, schema);
    private readonly List<string> _refused = [];

    public TargetDdl Ddl { get; } = new(source.Table, source.Columns, (schema, job.TargetTable), job.Table.Columns.Count == 0, job.References);

    public Task<TablePrepared> RunAsync(CancellationToken cancellation) => session.InTransactionAsync(async () =>
    {
        await RequireClaimAsync(cancellation);
        await UndoRecord.LockAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        var undo = await UndoRecord.ReadAsync(session, job.ExecutionId, job.TargetTable, cancellation);
        RequireRound(undo);
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
            RowsBefore = undo.Before.Rows,
            Warnings = [.. undo.Kind == UndoKind.Created ? Ddl.Warnings() : [], .. _refused, .. (await ProblemsAsync(cancellation)).Select(p => p.Message)],
        };
    }, cancellation);

    /// <summary>What stands in the way, and what a person should know.</summary>
    public async Task<IReadOnlyList<Problem>> ProblemsAsync(CancellationToken cancellation)
    {
        if (await _schema.ReadTableAsync(job.TargetTable, cancellation) is { } table)
            return Compatibility.Check(table, source.Columns);
        var path = $"tables.{job.TargetTable}";
        if (await IsTakenAsync(cancellation))
            return [new Problem(path, ErrorCodes.ColumnIncompatible, $"'{job.TargetTable}' in the target is a view, a partition or a foreign table and takes no rows.", "Choose another targetTable.")];
        return job.Type == MigrationType.Data
            ? [new Problem(path, ErrorCodes.TableUnknown, $"The target has no table '{job.TargetTable}', and a plan of type DATA creates none.", "Create it, or use type COMBINED.")]
            : [];
    }

    // What an execution leaves behind when it is over must not come back with a step of it that slept meanwhile.
    private async Task RequireClaimAsync(CancellationToken cancellation)
    {
        if (!await LedgerTables.ExistAsync(session, schema, cancellation)
            || await session.ScalarAsync<string>("SELECT execution FROM _migration_claims WHERE table_name = $1 FOR SHARE", cancellation, job.TargetTable) != job.ExecutionId)
            throw new MigrationException(ErrorCodes.AttemptFenced,
                $"Execution '{job.ExecutionId}' does not hold table '{job.TargetTable}' of the target any more; nothing was prepared. Nothing is to be done.");
    }

    private void RequireRound(UndoRecord? undo)
    {
        if (undo is not null && (undo.Round > job.Round || (undo.Undone && undo.Round == job.Round)))
            throw new MigrationException(ErrorCodes.AttemptFenced,
                $"Table '{job.TargetTable}' was taken back since this step began; nothing was prepared. Nothing is to be done.");
    }

    private async Task<UndoRecord> BeginAsync(CancellationToken cancellation)
    {
        if ((await ProblemsAsync(cancellation)).Where(p => p.Blocks).ToList() is { Count: > 0 } problems)
            throw new MigrationException(problems[0].Code, string.Join(" ", problems.Select(p => $"{p.Message} {p.Fix}")));
        var table = await _schema.ReadTableAsync(job.TargetTable, cancellation);
        var undo = (table is null ? Absent() : await PresentAsync(table, cancellation)) with { Round = job.Round };
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
            throw new MigrationException(ErrorCodes.StatementFailed,
                $"Table '{job.TargetTable}' can't be created in the target. {failure.Message} Create it by hand, or map its columns so that it can.", inner: failure)
            {
                Sql = Ddl.CreateTable(),
            };
        }
        foreach (var (sql, what) in Ddl.Extras().ToList())
        {
            if (await session.TryAsync(sql, cancellation) is { } refusal)
                _refused.Add($"{what} is not created. {refusal}");
        }
    }

    private async Task CreateTypeAsync(string type, string sql, CancellationToken cancellation)
    {
        if (await session.ScalarAsync<bool>("SELECT to_regtype($1) IS NOT NULL", cancellation, type))
            return;
        await session.ExecuteAsync(sql, cancellation);
        await ObjectRecord.AddAsync(session, new(job.ExecutionId, job.TargetTable, "type", type, sql), isMade: true, cancellation);
    }

    private UndoRecord Absent() => new(UndoKind.Created, Enabled, Undone: false, "", RangeHash.Empty, KeysTable: null);

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
