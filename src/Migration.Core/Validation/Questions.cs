namespace Migration.Core.Validation;

/// <summary>Statements that ask and don't act, by their first word.</summary>
internal static class Questions
{
    private static readonly string[] FirstWords = ["SELECT", "WITH", "VALUES"];

    public static bool Asks(string query)
    {
        var first = query.TrimStart().Split([' ', '\t', '\r', '\n', '(', '*'], 2)[0];
        return FirstWords.Contains(first, StringComparer.OrdinalIgnoreCase);
    }
}
