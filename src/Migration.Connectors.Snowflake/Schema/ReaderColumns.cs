using Migration.Connectors.Snowflake.Engine;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Columns of what SHOW gives, by name: their order is not promised. Of a query of ours, by place.</summary>
internal static class ReaderColumns
{
    public static string Text(this ResultReader row, string column) => row.TextOrNull(column) ?? "";

    public static string? TextOrNull(this ResultReader row, string column)
    {
        var ordinal = row.GetOrdinal(column);
        return row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
    }

    /// <summary>Quoted, of three columns that follow each other: database, schema and name.</summary>
    public static string FullName(this ResultReader row, int database) => new SchemaPlace(row.GetString(database), row.GetString(database + 1)).Of(row.GetString(database + 2));
}
