using Snowflake.SqlApi;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Columns of what SHOW gives, by name: their order is not promised.</summary>
internal static class ReaderColumns
{
    public static string Text(this SnowflakeDataReader row, string column) => row.TextOrNull(column) ?? "";

    public static string? TextOrNull(this SnowflakeDataReader row, string column)
    {
        var ordinal = row.GetOrdinal(column);
        return row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
    }
}
