using Migration.Connectors.Ledger;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Everything before the first row. Statements that define objects commit by themselves, so the undo record goes first:
/// after a crash it says what was about to be made.
/// </summary>
internal sealed class TablePreparation(SnowflakeSession session, SchemaPlace place, TableJob job, ITableSource source)
{
    private readonly LedgerTables _tables = new(session, place);
    private readonly SnowflakeSchemaReader _schema = new(session, place);
    private readonly UndoRecords _undo = new(session, new LedgerTables(session, place), job.ExecutionId, SnowflakeNames.Stored(job.TargetTable));

    public TargetDdl Ddl { get; } = new(source.Table, source.Columns, (place, job.TargetTable), job.Table.Columns.Count == 0, job.References)
    {
        SourcePlace = (source as SnowflakeTableSource)?.Place,
    };

    /// <summary>Null where the rows come from elsewhere.</summary>
    public TableClone? Clone { get; } = source is SnowflakeTableSource within ? new(session, job, within) : null;

    /// <summary>The table as it is when all is prepared.</summary>
    public TableDefinition? Table { get; private set; }

    public async Task<TablePrepared> RunAsync(TableLedger ledger, IReadOnlyList<TableShard> shards, CancellationToken cancellation)
    {
        await RequireClaimAsync(cancellation);
        var undo = await _undo.ReadAsync(cancellation);
        undo?.RequireRound(job);
        var before = undo is { Undone: true } ? undo : null;
        var isBegun = undo is null or { Undone: true };
        if (undo is null || isBegun)
            undo = await BeginAsync(undo, cancellation);
        else if (undo.Round < job.Round)
            undo = await ReplaceAsync(undo, undo with { Round = job.Round }, cancellation);
        var told = new List<string>();
        if (undo.Kind == UndoKind.Created)
        {
            if (source is SnowflakeTableSource own)
            {
                (Ddl.Sequences, var remarks) = await new DefaultSequences(session, own, place, new(session, _tables, place, job.ExecutionId)).MakeAsync(cancellation);
                told.AddRange(remarks);
            }
            Ddl.LastNumbers = source is SnowflakeTableSource numbered ? await numbered.LastNumbersAsync(cancellation) : Ddl.LastNumbers;
            var isNew = await new TableCreation(session, place, job, (Ddl, Clone), _undo) { IsAbsent = isBegun }.RunAsync(undo, before, ledger, cancellation);
            told.AddRange(Remarks());
            if (source is SnowflakeTableSource within)
                told.AddRange(await new AttachmentCopy(session, within, (place, Ddl.Name)).RunAsync(isBare: isNew && Clone is not { Obstacle: null }, cancellation));
        }
        var found = await _schema.LookAsync(job.TargetTable, cancellation);
        Table = found.Table;
        if (undo.Kind == UndoKind.Created && Table is not null)
            told.AddRange(Ddl.Checks.Lacking(Table));
        return new TablePrepared
        {
            Created = undo.Kind == UndoKind.Created,
            KeyDescription = source.Key.Description,
            RowsTotal = 0,
            BytesEstimate = 0,
            Shards = await ledger.RecordShardsAsync(shards, cancellation),
            RowsBefore = undo.Before.Rows,
            Warnings = [.. told, .. Problems(found).Select(p => p.Message)],
        };
    }

    /// <summary>What of the source table the one that is created does not get.</summary>
    public IReadOnlyList<string> Reductions() => Clone is { Obstacle: null } ? [] : Ddl.Warnings();

    /// <summary>What stands in the way, and what a person should know.</summary>
    /// <param name="found">Under the target's name.</param>
    public IReadOnlyList<Problem> Problems((SchemaEntry? Entry, TableDefinition? Table) found)
    {
        if (found.Table is { } table)
            return [.. TargetFit.Check(table, source.Columns), .. table.Columns.Where(IsTaken).Select(column => new Problem(
                $"tables.{table.Name}.columns.{column.Name}", ErrorCodes.ColumnIncompatible, $"Column '{column.Name}' of the target is {column.DeclaredType}, which takes no rows here.", "Leave it out of the mapping.")),
                .. source is SnowflakeTableSource ? NarrowedDigits.Of(table, source.Columns) : []];
        return TargetRefusal.OfAbsent(job, Taker(found.Entry?.Type));
    }

    private static string? Taker(string? type) => type switch
    {
        null => null,
        "VIEW" => "a view",
        _ => $"of the kind {type}",
    };

    private bool IsTaken(ColumnDefinition column) => column.Type.Kind == LogicalType.Other && source is not SnowflakeTableSource
        && source.Columns.Any(c => c.Target.Equals(column.Name, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<string> Remarks() => Clone is null ? Reductions() : Reductions().Append(Clone.Outlook().Message);

    private async Task RequireClaimAsync(CancellationToken cancellation)
    {
        if (!await _tables.ExistAsync(cancellation) || await session.CountAsync(
            $"SELECT COUNT(*) FROM {_tables.Claims} WHERE TABLE_NAME = {LedgerText.Of(Ddl.Name)} AND EXECUTION = {LedgerText.Of(job.ExecutionId)}", cancellation) == 0)
            throw TargetRefusal.NotHeld(job);
    }

    private async Task<UndoRecord> BeginAsync(UndoRecord? before, CancellationToken cancellation)
    {
        var found = await _schema.LookAsync(job.TargetTable, cancellation);
        var table = found.Table;
        TargetRefusal.ThrowIfAny(job.IsBulk && table is not null ? [TargetRefusal.NotOwned(job.TargetTable)] : Problems(found));
        var undo = table is null ? UndoRecord.OfAbsent(job) with { KeysTable = BackupClone.NewName(job.ExecutionId) } : await PresentAsync(table, cancellation);
        return await ReplaceAsync(before, undo with { Round = job.Round }, cancellation);
    }

    private async Task<UndoRecord> PresentAsync(TableDefinition table, CancellationToken cancellation)
    {
        var clone = BackupClone.NewName(job.ExecutionId);
        // The clone first: what it holds is what counts as before, and rows that others write meanwhile are theirs.
        // A transient table has none but transient clones, and a clone that waits to be dropped needs no more.
        await session.ExecuteAsync($"CREATE TRANSIENT TABLE {place.Of(clone)} CLONE {place.Of(table.Name)}", cancellation);
        var before = await new TableState(session, place).HashAsync(clone, cancellation);
        if (before.Rows > 0)
            return new UndoRecord(job.IsIncremental ? UndoKind.Changed : UndoKind.Appended, job.Configuration.EnableRollback, Undone: false, TableState.Definition(table), before, clone);
        await session.ExecuteAsync($"DROP TABLE IF EXISTS {place.Of(clone)}", cancellation);
        return new UndoRecord(UndoKind.Empty, job.Configuration.EnableRollback, Undone: false, TableState.Definition(table), before, KeysTable: null);
    }

    private async Task<UndoRecord> ReplaceAsync(UndoRecord? before, UndoRecord undo, CancellationToken cancellation)
    {
        try
        {
            await session.ExecuteAsync(_undo.Replace(before, undo).ToStatement(), cancellation);
            return undo;
        }
        catch (SnowflakeFailure refused) when (refused.Refusal == BlockRefusal.UndoChanged)
        {
            if (undo.KeysTable is { } clone && clone != before?.KeysTable)
                await session.ExecuteAsync($"DROP TABLE IF EXISTS {place.Of(clone)}", cancellation);
            throw TableCreation.Overtaken(job, refused);
        }
    }
}
