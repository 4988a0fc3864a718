namespace Migration.Connectors.Sqlite.Schema;

/// <summary>Names as SQL text.</summary>
internal static class SqliteNames
{
    /// <summary>Everything of ours in a target begins with this, and is no part of its schema.</summary>
    public const string OwnPrefix = "_migration_";

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string QuoteAll(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static bool IsOwn(string name) => name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase);
}
