namespace Migration.Connectors.Schema;

/// <summary>Names and words as text of standard SQL, which every engine here understands.</summary>
public static class SqlNames
{
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string QuoteAll(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
