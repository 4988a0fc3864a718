namespace Snowflake.SqlApi.Settings;

/// <summary>
/// Names in a connection string are SQL identifiers, names in a request are stored names:
/// an unquoted identifier is stored in upper case, a quoted one as it is.
/// </summary>
internal static class ObjectName
{
    public static string Stored(string identifier) =>
        identifier.Length >= 2 && identifier[0] == '"' && identifier[^1] == '"'
            ? identifier[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
            : identifier.ToUpperInvariant();
}
