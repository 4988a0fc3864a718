using System.Text.RegularExpressions;

namespace Migration.Connectors.Postgres.Schema;

/// <summary>Defaults of another engine that mean the same in PostgreSQL: numbers, words, the clock.</summary>
internal static partial class DefaultText
{
    /// <summary>Null where the default is more than that.</summary>
    public static string? Translate(string expression, bool isBoolean)
    {
        var text = expression.Trim();
        while (text.Length > 1 && text[0] == '(' && text[^1] == ')' && !text[1..^1].Contains(')', StringComparison.Ordinal))
            text = text[1..^1].Trim();
        if (isBoolean && text is "0" or "1")
            return text == "1" ? "TRUE" : "FALSE";
        return Literal().IsMatch(text) ? text : null;
    }

    [GeneratedRegex(@"^(?:[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|'(?:[^']|'')*'|NULL|TRUE|FALSE|CURRENT_(?:TIMESTAMP|DATE|TIME))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Literal();
}
