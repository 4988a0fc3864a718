using Migration.Connectors.Schema;
using Migration.Connectors.Tables;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>
/// Finds the columns of the target by which the rows of a range are those that the source's key says: the same columns,
/// in the same order of values. They need be no key: Snowflake would enforce none.
/// </summary>
internal static class RangeLocator
{
    public static IReadOnlyList<KeyPart>? SharedKey(TableDefinition target, ITableSource source)
    {
        if (source.Key.Kind != KeyKind.Columns)
            return null;
        var from = source.Key.Columns.Select(name => source.Table.FindColumn(name)!).ToList();
        var columns = from.Select(column => TargetOf(column, target, source)).ToList();
        return columns.Contains(null) || !from.Zip(columns, (own, other) => IsOrderedAlike(own, other!, source.Table.Dialect)).All(alike => alike)
            ? null
            : [.. columns.Select(column => KeyPart.Of(column!))];
    }

    // Snowflake orders text by its bytes, unless a column says otherwise.
    private static bool IsOrderedAlike(ColumnDefinition source, ColumnDefinition target, string dialect) => target.Collation == "BINARY" && (source.Type.Kind, target.Type.Kind) switch
    {
        (LogicalType.Integer, LogicalType.Integer) => true,
        (LogicalType.Bytes, LogicalType.Bytes) => true,
        (LogicalType.Text, LogicalType.Text) => IsBytewise(source.Collation, dialect),
        // SQLite's other values are of any kind, and so are its keys.
        (LogicalType.Decimal, LogicalType.Decimal) or (LogicalType.Date, LogicalType.Date) or (LogicalType.Timestamp, LogicalType.Timestamp) or (LogicalType.Instant, LogicalType.Instant) => dialect != TableDefinition.SqliteDialect,
        _ => false,
    };

    private static bool IsBytewise(string collation, string dialect) => dialect == TableDefinition.PostgresDialect
        ? collation is "pg_catalog.\"C\"" or "pg_catalog.\"POSIX\""
        : collation == "BINARY";

    private static ColumnDefinition? TargetOf(ColumnDefinition column, TableDefinition target, ITableSource source) =>
        source.Columns.FirstOrDefault(c => c.IsDirect && c.Source == column) is { } mapped ? target.FindColumn(mapped.Target) : null;
}
