using Migration.Connectors.Schema;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Types;

/// <summary>Decides, the same on both sides, in which form each moved column travels.</summary>
public static class ColumnForms
{
    // An 8-byte float gives back every decimal of so many digits.
    private const int DigitsOfDouble = 15;

    /// <summary>Of the columns that the target has; one that it lacks travels in its own form.</summary>
    public static IReadOnlyList<ColumnForm> Between(TableDefinition source, IReadOnlyList<MappedColumn> columns, TableDefinition? target) =>
        [.. columns.Select(column => Of(source.Dialect, column, target))];

    /// <summary>The form of a type where nothing else is known.</summary>
    public static ValueForm Of(LogicalType type) => type switch
    {
        LogicalType.Any => ValueForm.AsStored,
        LogicalType.Boolean => ValueForm.Boolean,
        LogicalType.Integer => ValueForm.Integer,
        LogicalType.Single => ValueForm.Single,
        LogicalType.Double => ValueForm.Double,
        LogicalType.Decimal => ValueForm.Decimal,
        LogicalType.Bytes => ValueForm.Bytes,
        LogicalType.Date => ValueForm.Date,
        LogicalType.Time => ValueForm.Time,
        LogicalType.Timestamp => ValueForm.Timestamp,
        LogicalType.Instant => ValueForm.Instant,
        LogicalType.Interval => ValueForm.Interval,
        LogicalType.Uuid => ValueForm.Uuid,
        LogicalType.JsonValue => ValueForm.JsonValue,
        _ => ValueForm.Text,
    };

    private static ColumnForm Of(string dialect, MappedColumn column, TableDefinition? target)
    {
        var wanted = target?.FindColumn(column.Target);
        var type = wanted?.Type ?? column.Type;
        var form = wanted is null ? Of(column.Type.Kind)
            : dialect == target!.Dialect ? WithinEngine(dialect)
            : target.Dialect == TableDefinition.SqliteDialect ? IntoSqlite(column.Type, wanted.Type)
            : target.Dialect == TableDefinition.SnowflakeDialect ? IntoSnowflake(column.Type, wanted.Type)
            : Of(wanted.Type.Kind);
        return new ColumnForm(column.Target, form, column.Type, type) 
        {
            TargetType = wanted?.DeclaredType ?? "",
            // SQLite takes a scale for a hint and rounds nothing.
            Digits = target?.Dialect == TableDefinition.PostgresDialect ? type.Scale : null,
        };
    }

    private static ValueForm WithinEngine(string dialect) => dialect == TableDefinition.SqliteDialect ? ValueForm.AsStored : ValueForm.Native;

    // A number that SQLite keeps as a float is compared as a float; the loss is named when the plan is validated.
    private static ValueForm IntoSqlite(ColumnType source, ColumnType target) => (source.Kind, target.Kind) switch
    {
        (LogicalType.Integer or LogicalType.Decimal, LogicalType.Double or LogicalType.Single) => ValueForm.Double,
        (LogicalType.Decimal, LogicalType.Decimal or LogicalType.Integer or LogicalType.Boolean) when !target.KeepsDigits && !FitsDouble(source) => ValueForm.Double,
        _ => Of(source.Kind),
    };

    // A whole number of Snowflake may have 38 digits.
    private static ValueForm IntoSnowflake(ColumnType source, ColumnType target) =>
        (source.Kind, target.Kind) is (LogicalType.Decimal, LogicalType.Integer) ? ValueForm.Decimal : Of(target.Kind);

    /// <summary>Whether an 8-byte float gives back every value of a decimal type.</summary>
    public static bool FitsDouble(ColumnType type) => type.Precision is { } digits && digits <= DigitsOfDouble;
}
