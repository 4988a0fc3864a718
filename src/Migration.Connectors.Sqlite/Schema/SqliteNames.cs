using Migration.Connectors.Schema;

namespace Migration.Connectors.Sqlite.Schema;

/// <summary>Names as SQL text.</summary>
internal static class SqliteNames
{
    /// <summary>Everything of ours in a target begins with this, and is no part of its schema.</summary>
    public const string OwnPrefix = "_migration_";

    public static string Quote(string name) => SqlNames.Quote(name);

    public static string QuoteAll(IEnumerable<string> names) => SqlNames.QuoteAll(names);

    public static bool IsOwn(string name) => name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase);
}
