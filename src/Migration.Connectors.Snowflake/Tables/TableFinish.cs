using System.Globalization;
using Migration.Connectors.Ledger;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Tables;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// What comes after the rows of a table that the execution created: proof that its keys, which Snowflake records and
/// does not enforce, hold. Foreign keys are noted and made when every table is there.
/// </summary>
internal sealed class TableFinish(SnowflakeSession session, SchemaPlace place, TableJob job, TargetDdl ddl)
{
    private const int ExamplesShown = 3;

    public async Task RunAsync(UndoRecord? undo, CancellationToken cancellation)
    {
        if (undo is not { Kind: UndoKind.Created, Undone: false })
            return;
        foreach (var key in ddl.UniqueColumns())
            await RequireUniqueAsync(key, cancellation);
        if (ddl.ForeignKeys().ToList() is { Count: > 0 } keys)
            await new ObjectRecords(session, new LedgerTables(session, place), job.ExecutionId).AddAsync(ddl.Name, keys, cancellation);
    }

    private async Task RequireUniqueAsync(IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        var names = SnowflakeNames.QuoteAll(columns);
        var isSet = string.Join(" AND ", columns.Select(column => $"{SnowflakeNames.Quote(column)} IS NOT NULL"));
        var repeated = await session.QueryAsync(
            $"SELECT {names}, COUNT(*) AS \"_MIGRATION_ROWS\" FROM {ddl.Table} WHERE {isSet} GROUP BY {names} HAVING COUNT(*) > 1 ORDER BY {names} LIMIT {ExamplesShown}",
            row => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", columns.Select((_, place) => row.GetString(place)))} ({row.GetString(columns.Count)} rows)"), cancellation);
        if (repeated.Count > 0)
            throw new MigrationException(ErrorCodes.ConstraintViolated,
                $"The key ({string.Join(", ", columns)}) of table '{job.TargetTable}' does not hold: several rows have the same values, such as {string.Join("; ", repeated)}. "
                + "Mend or filter the rows of the source, then roll the table back and retry it.");
    }
}
