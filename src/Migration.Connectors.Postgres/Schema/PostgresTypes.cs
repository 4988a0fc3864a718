using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>PostgreSQL's types as types that all connectors share, and back.</summary>
internal static class PostgresTypes
{
    private const int VariableHeader = 4;

    /// <param name="name">pg_type.typname of the type, or of a domain's base.</param>
    /// <param name="modifier">atttypmod; -1 for none.</param>
    public static ColumnType Of(string name, char typtype, char category, int modifier, IReadOnlyList<string> labels) => (typtype, category) switch
    {
        ('e', _) => new ColumnType(LogicalType.Enumeration) { Labels = labels },
        (_, 'A') => new ColumnType(LogicalType.Array),
        _ => Named(name, modifier),
    };

    /// <summary>The type of a column that is made for values of another engine.</summary>
    public static string Declare(ColumnType type) => type.Kind switch
    {
        LogicalType.Boolean => "boolean",
        LogicalType.Integer => type.Bits switch { 16 => "smallint", 32 => "integer", _ => "bigint" },
        LogicalType.Single => "real",
        LogicalType.Double => "double precision",
        LogicalType.Decimal => type.Precision is { } precision ? $"numeric({precision},{type.Scale ?? 0})" : "numeric",
        LogicalType.Bytes => "bytea",
        LogicalType.Date => "date",
        LogicalType.Time => "time",
        LogicalType.Timestamp => "timestamp",
        LogicalType.Instant => "timestamptz",
        LogicalType.Interval => "interval",
        LogicalType.Uuid => "uuid",
        LogicalType.Json => "json",
        LogicalType.JsonValue => "jsonb",
        _ => "text",
    };

    /// <summary>The type to which an expression is cast so that its binary form is the one that the values travel in; null leaves it as it is.</summary>
    public static string? WireType(ColumnForm column) => column.Form switch
    {
        ValueForm.Integer => "int8",
        ValueForm.Boolean => "bool",
        ValueForm.Double => "float8",
        ValueForm.Single => "float4",
        ValueForm.Decimal => "numeric",
        ValueForm.Text or ValueForm.JsonValue or ValueForm.AsStored => "text",
        ValueForm.Bytes => "bytea",
        ValueForm.Date => "date",
        ValueForm.Time => "time",
        ValueForm.Timestamp => "timestamp",
        ValueForm.Instant => "timestamptz",
        ValueForm.Interval => "interval",
        ValueForm.Uuid => "uuid",
        _ => null,
    };

    /// <summary>Whether COPY's binary format takes the values of a column as we encode them.</summary>
    public static bool IsBinary(ColumnForm column) => column.Form == ValueForm.Native
        || column.Target.Kind is not (LogicalType.Array or LogicalType.Other);

    private static ColumnType Named(string name, int modifier) => name switch
    {
        "int2" => new ColumnType(LogicalType.Integer) { Bits = 16 },
        "int4" => new ColumnType(LogicalType.Integer) { Bits = 32 },
        "int8" => new ColumnType(LogicalType.Integer),
        "float4" => new ColumnType(LogicalType.Single),
        "float8" => new ColumnType(LogicalType.Double),
        "numeric" => Numeric(modifier),
        "text" or "citext" or "name" => new ColumnType(LogicalType.Text),
        "varchar" => new ColumnType(LogicalType.Text) { Length = modifier < 0 ? null : modifier - VariableHeader },
        "bool" => new ColumnType(LogicalType.Boolean),
        "bytea" => new ColumnType(LogicalType.Bytes),
        "date" => new ColumnType(LogicalType.Date),
        "time" => new ColumnType(LogicalType.Time) { Scale = Digits(modifier) },
        "timestamp" => new ColumnType(LogicalType.Timestamp) { Scale = Digits(modifier) },
        "timestamptz" => new ColumnType(LogicalType.Instant) { Scale = Digits(modifier) },
        "interval" => new ColumnType(LogicalType.Interval),
        "uuid" => new ColumnType(LogicalType.Uuid),
        "json" => new ColumnType(LogicalType.Json),
        "jsonb" => new ColumnType(LogicalType.JsonValue),
        // A char(n) ends in blanks that say nothing: its text form, without them, is what travels.
        _ => new ColumnType(LogicalType.Other),
    };

    private static int? Digits(int modifier) => modifier is < 0 or >= 6 ? null : modifier;

    // Precision in the upper half; scale in the lower eleven bits, with a sign.
    private static ColumnType Numeric(int modifier)
    {
        if (modifier < VariableHeader)
            return new ColumnType(LogicalType.Decimal);
        var packed = modifier - VariableHeader;
        return new ColumnType(LogicalType.Decimal) { Precision = (packed >> 16) & 0xFFFF, Scale = ((packed & 0x7FF) ^ 1024) - 1024 };
    }
}
