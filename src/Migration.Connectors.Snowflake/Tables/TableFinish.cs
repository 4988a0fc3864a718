using System.Globalization;
using Migration.Connectors.Ledger;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// What comes after the rows of a table: proof that its keys, which Snowflake records and does not enforce, hold. Foreign
/// keys of one that the execution created are noted, and made when every table is there.
/// </summary>
internal sealed class TableFinish(SnowflakeSession session, SchemaPlace place, TableJob job, TargetDdl ddl)
{
    private const int ExamplesShown = 3;

    public async Task RunAsync(UndoRecord? undo, CancellationToken cancellation)
    {
        if (undo is not { Undone: false })
            return;
        var (table, keys) = undo.Kind == UndoKind.Created ? (ddl.Table, ddl.UniqueColumns()) : await DeclaredAsync(cancellation);
        foreach (var key in keys)
            await RequireUniqueAsync(table, key, undo, cancellation);
        if (undo.Kind == UndoKind.Created && ddl.ForeignKeys().ToList() is { Count: > 0 } foreign)
            await new ObjectRecords(session, new LedgerTables(session, place), job.ExecutionId).AddAsync(ddl.Name, foreign, cancellation);
    }

    /// <summary>The keys of a table that was there.</summary>
    private async Task<(string Table, IEnumerable<IReadOnlyList<string>> Keys)> DeclaredAsync(CancellationToken cancellation)
    {
        var table = await new SnowflakeSchemaReader(session, place).ReadTableAsync(job.TargetTable, cancellation) ?? throw TargetRefusal.Gone(job);
        var keys = table.PrimaryKey is null ? table.UniqueKeys : table.UniqueKeys.Prepend(table.PrimaryKey);
        return (place.Of(table.Name), keys.Select(key => key.Columns.Select(part => part.Column!).ToList()));
    }

    private async Task RequireUniqueAsync(string table, IReadOnlyList<string> columns, UndoRecord undo, CancellationToken cancellation)
    {
        var names = SnowflakeNames.QuoteAll(columns);
        var isSet = string.Join(" AND ", columns.Select(column => $"{SnowflakeNames.Quote(column)} IS NOT NULL"));
        string Repeated(string rows) => $"SELECT {names}, COUNT(*) AS \"_MIGRATION_ROWS\" FROM {rows} WHERE {isSet} GROUP BY {names} HAVING COUNT(*) > 1";
        // What shared a key before is nobody's doing here.
        var before = undo.KeysTable is { } clone ? $" EXCEPT {Repeated(place.Of(clone))}" : "";
        var repeated = await session.QueryAsync(
            $"{Repeated(table)}{before} ORDER BY {names} LIMIT {ExamplesShown}",
            row => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", columns.Select((_, place) => row.GetString(place)))} ({row.GetString(columns.Count)} rows)"), cancellation);
        if (repeated.Count > 0)
            throw new MigrationException(ErrorCodes.ConstraintViolated,
                $"The key ({string.Join(", ", columns)}) of table '{job.TargetTable}' does not hold: several rows have the same values, such as {string.Join("; ", repeated)}. "
                + "Mend or filter the rows of the source, then roll the table back and retry it.");
    }
}
