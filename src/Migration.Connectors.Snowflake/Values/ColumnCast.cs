using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Values;

/// <summary>The SQL that makes of a text the value of a column. That texts are in ISO 8601 is said each time, so that no setting of the account decides.</summary>
internal static class ColumnCast
{
    private const string Iso = "'AUTO'";

    /// <param name="text">An expression of type VARCHAR.</param>
    /// <param name="type">Of the column, in the words of SQL.</param>
    public static string Of(string text, LogicalType kind, string type) => kind switch
    {
        LogicalType.Bytes => $"TO_BINARY({text}, 'HEX')",
        LogicalType.Date => $"TO_DATE({text}, {Iso})",
        LogicalType.Time => $"TO_TIME({text}, {Iso})",
        LogicalType.Timestamp => $"TO_TIMESTAMP_NTZ({text}, {Iso})",
        LogicalType.Instant => $"{(type.StartsWith("TIMESTAMP_TZ", StringComparison.Ordinal) ? "TO_TIMESTAMP_TZ" : "TO_TIMESTAMP_LTZ")}({text}, {Iso})",
        LogicalType.JsonValue when type is "VARIANT" => $"PARSE_JSON({text})",
        LogicalType.JsonValue => $"PARSE_JSON({text})::{type}",
        LogicalType.Text => text,
        _ => $"{text}::{type}",
    };
}
