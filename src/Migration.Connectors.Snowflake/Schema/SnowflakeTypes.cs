using System.Globalization;
using Migration.Connectors.Types;
using Snowflake.SqlApi.Values;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Snowflake's types as types that all connectors share, and back.</summary>
internal static class SnowflakeTypes
{
    private const int DigitsOfMicroseconds = 6;
    private const int LongestNumber = 38;
    private const int LargestScale = 37;

    /// <summary>A text column that was declared without a length.</summary>
    private const long DefaultText = 16_777_216;

    /// <param name="type">As SHOW COLUMNS and results name it: FIXED, TEXT.</param>
    public static ColumnType Of(string type, int? precision, int? scale, long? length) => type.ToUpperInvariant() switch
    {
        "FIXED" => Number(precision ?? LongestNumber, scale ?? 0),
        "REAL" => new ColumnType(LogicalType.Double),
        "DECFLOAT" => new ColumnType(LogicalType.Decimal),
        "TEXT" => new ColumnType(LogicalType.Text) { Length = length is < DefaultText ? (int)length.Value : null },
        "BINARY" => new ColumnType(LogicalType.Bytes),
        "BOOLEAN" => new ColumnType(LogicalType.Boolean),
        "DATE" => new ColumnType(LogicalType.Date),
        "TIME" => new ColumnType(LogicalType.Time) { Scale = Digits(scale) },
        "TIMESTAMP_NTZ" => new ColumnType(LogicalType.Timestamp) { Scale = Digits(scale) },
        "TIMESTAMP_LTZ" or "TIMESTAMP_TZ" => new ColumnType(LogicalType.Instant) { Scale = Digits(scale) },
        "VARIANT" or "OBJECT" or "ARRAY" => new ColumnType(LogicalType.JsonValue),
        _ => new ColumnType(LogicalType.Other),
    };

    /// <summary>The type in the words of SQL.</summary>
    public static string Name(string type, int? precision, int? scale, long? length) => type.ToUpperInvariant() switch
    {
        "FIXED" => string.Create(CultureInfo.InvariantCulture, $"NUMBER({precision ?? LongestNumber},{scale ?? 0})"),
        "REAL" => "FLOAT",
        "TEXT" => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({length ?? DefaultText})"),
        "BINARY" when length is not null => string.Create(CultureInfo.InvariantCulture, $"BINARY({length})"),
        "TIME" or "TIMESTAMP_NTZ" or "TIMESTAMP_LTZ" or "TIMESTAMP_TZ" => string.Create(CultureInfo.InvariantCulture, $"{type.ToUpperInvariant()}({scale ?? 9})"),
        var other => other,
    };

    /// <summary>The type of a column that is made for values of another engine.</summary>
    public static string Declare(ColumnType type) => type.Kind switch
    {
        LogicalType.Boolean => "BOOLEAN",
        LogicalType.Integer => type.Bits switch { 16 => "NUMBER(5,0)", 32 => "NUMBER(10,0)", _ => "NUMBER(19,0)" },
        LogicalType.Single or LogicalType.Double => "FLOAT",
        LogicalType.Decimal => Decimal(type),
        LogicalType.Text => type.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $"VARCHAR({length})") : "VARCHAR",
        LogicalType.Bytes => "BINARY",
        LogicalType.Date => "DATE",
        LogicalType.Time => $"TIME({type.Scale ?? DigitsOfMicroseconds})",
        LogicalType.Timestamp => $"TIMESTAMP_NTZ({type.Scale ?? DigitsOfMicroseconds})",
        LogicalType.Instant => $"TIMESTAMP_LTZ({type.Scale ?? DigitsOfMicroseconds})",
        LogicalType.JsonValue => "VARIANT",
        _ => "VARCHAR",
    };

    /// <summary>Of a value in a result.</summary>
    public static ColumnType Of(SnowflakeType type, int? precision, int? scale) => Of(type switch
    {
        SnowflakeType.TimestampNtz => "TIMESTAMP_NTZ",
        SnowflakeType.TimestampLtz => "TIMESTAMP_LTZ",
        SnowflakeType.TimestampTz => "TIMESTAMP_TZ",
        _ => type.ToString(),
    }, precision, scale, length: null);

    // What NUMBER has no room for is kept as text, to the last digit.
    private static string Decimal(ColumnType type) => type is { Precision: { } precision and <= LongestNumber, Scale: >= 0 and <= LargestScale or null } && (type.Scale ?? 0) <= precision
        ? string.Create(CultureInfo.InvariantCulture, $"NUMBER({precision},{type.Scale ?? 0})")
        : "VARCHAR";

    // INT and BIGINT are NUMBER(38,0). A value of theirs beyond 64 bits is rejected by itself.
    private static ColumnType Number(int precision, int scale) => scale == 0
        ? new ColumnType(LogicalType.Integer)
        : new ColumnType(LogicalType.Decimal) { Precision = precision, Scale = scale };

    private static int? Digits(int? scale) => scale is < DigitsOfMicroseconds ? scale : null;
}
