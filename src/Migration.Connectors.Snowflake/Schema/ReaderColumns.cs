using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Columns of what SHOW gives, by name: their order is not promised.</summary>
internal static class ReaderColumns
{
    public static string Text(this ResultReader row, string column) => row.TextOrNull(column) ?? "";

    public static string? TextOrNull(this ResultReader row, string column)
    {
        var ordinal = row.GetOrdinal(column);
        return row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
    }
}
