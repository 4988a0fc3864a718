using System.Text.RegularExpressions;
using Migration.Connectors.Schema;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Names and words as SQL text of Snowflake. Names are always quoted, so that they are those of the catalog.</summary>
internal static partial class SnowflakeNames
{
    /// <summary>Everything of ours in a target begins with this, and is no part of its schema.</summary>
    public const string OwnPrefix = "_MIGRATION_";

    public static string Quote(string name) => SqlNames.Quote(name);

    public static string QuoteAll(IEnumerable<string> names) => SqlNames.QuoteAll(names);

    /// <summary>Between single quotes a backslash escapes as well.</summary>
    public static string Literal(string text) => SqlNames.Literal(text.Replace("\\", "\\\\", StringComparison.Ordinal));

    /// <summary>
    /// The name that a table or column gets: one that needs no quotes anywhere is in upper case, as if it were written
    /// without them; any other stays as it is.
    /// </summary>
    public static string Stored(string name) => Simple().IsMatch(name) ? name.ToUpperInvariant() : name;

    /// <summary>The stored name of a SQL identifier: in upper case unless it is quoted.</summary>
    public static string Identifier(string text) => text is ['"', .., '"']
        ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
        : text.ToUpperInvariant();

    [GeneratedRegex("^[a-z_][a-z0-9_$]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Simple();
}
