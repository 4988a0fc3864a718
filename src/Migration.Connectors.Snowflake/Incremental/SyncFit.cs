using System.Globalization;
using Migration.Connectors.Schema;
using Migration.Connectors.Snowflake.Engine;
using Migration.Connectors.Snowflake.Ledger;
using Migration.Connectors.Snowflake.Schema;
using Migration.Connectors.Snowflake.Tables;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Incremental;

/// <summary>Whether a table can be made equal to its source in place; what can't be told is refused by a sentence.</summary>
internal sealed class SyncFit(SnowflakeSession session, SchemaPlace place, TableJob job, SnowflakeTableSource source)
{
    /// <summary>The table as a synchronization sees it.</summary>
    /// <param name="sharedKey">The columns of the target by which its rows are those of the source's key; null where there are none.</param>
    public async Task<SyncedTable> OfAsync(TableDefinition target, IReadOnlyList<ColumnForm> columns, IReadOnlyList<KeyPart>? sharedKey, CancellationToken cancellation)
    {
        RequireSource();
        if (sharedKey is null)
            throw Refused($"its key ({string.Join(", ", source.Key.Columns)}) has no columns in the target of the same types, taken over as they are", "Map the key's columns as they are");
        return Of(place.Of(target.Name), columns, sharedKey) with
        {
            Nullable = [.. sharedKey.Where(part => !target.FindColumn(part.Column)!.NotNull).Select(part => part.Operand)],
            Scope = job.Configuration.RemoveExtra ? await FilterAsync(target, cancellation) : source.Holds(place.Of(target.Name), sharedKey),
        };
    }

    /// <param name="table">Quoted.</param>
    public static SyncedTable Of(string table, IReadOnlyList<ColumnForm> columns, IReadOnlyList<KeyPart> sharedKey) =>
        new(table, [.. columns.Select(column => SnowflakeNames.Quote(column.Column))], sharedKey);

    public void RequireSource()
    {
        if (source.Key.Kind != KeyKind.Columns)
            throw Refused("it has no primary or unique key whose columns are NOT NULL, by which its rows are found again", "Declare one, or use BATCH");
        if (!source.IsRepeatable)
            throw Refused("an expression of the plan gives another value each time, so that its rows would always differ", "Take that expression out");
    }

    /// <summary>Rows of the target that share a key would be taken for one.</summary>
    public async Task RequireUniqueAsync(SyncedTable table, CancellationToken cancellation)
    {
        var keys = string.Join(", ", table.Key.Select(part => part.Operand));
        var isSet = string.Join(" AND ", table.Key.Select(part => $"{part.Operand} IS NOT NULL"));
        var counts = await session.QueryAsync(
            $"SELECT COUNT(*), COUNT(DISTINCT {keys}) FROM {table.Name} WHERE {isSet}", row => (Rows: row.Number(0), Keys: row.Number(1)), cancellation);
        if (counts[0].Rows != counts[0].Keys)
            throw new MigrationException(ErrorCodes.ConstraintViolated, string.Create(CultureInfo.InvariantCulture,
                $"Table '{job.TargetTable}' of the target has {counts[0].Rows} rows and {counts[0].Keys} different keys by ({string.Join(", ", table.Key.Select(part => part.Column))}), which Snowflake does not enforce. ")
                + "Which of them answers for a row of the source can't be told. Delete the surplus ones, then retry.");
    }

    /// <summary>The plan's filter, where it says of a row of the target what it says of one of the source.</summary>
    private async Task<string?> FilterAsync(TableDefinition target, CancellationToken cancellation)
    {
        if (source.Filter is not { } filter)
            return null;
        var same = source.Columns.Where(column => column is { IsDirect: true, Source: { } from } && target.FindColumn(column.Target) is { } to && to.Name == from.Name && to.DeclaredType == from.DeclaredType)
            .Select(column => SnowflakeNames.Quote(column.Source!.Name));
        if (await ExpressionCheck.ProblemAsync(session, $"(SELECT {string.Join(", ", same)} FROM {place.Of(target.Name)}) AS t", filter, cancellation) is { } problem)
            throw Refused($"its filter can't be asked of the target's rows, so that it is not known which of them the plan means. {problem}", "Let the filter name only columns that go over as they are under the same name, or use BATCH");
        return filter;
    }

    private MigrationException Refused(string why, string fix) =>
        new(ErrorCodes.PlanUnsupported, $"The strategy INCREMENTAL is not supported for table '{job.SourceTable}': {why}. {fix}.");
}
