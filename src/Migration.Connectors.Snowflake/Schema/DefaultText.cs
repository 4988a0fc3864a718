using System.Text.RegularExpressions;
using Migration.Connectors.Types;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>Defaults of another engine that mean the same in Snowflake, for a column of a type: numbers, words, the clock.</summary>
internal static partial class DefaultText
{
    /// <summary>Null where the default is more than that.</summary>
    public static string? Translate(string expression, LogicalType type)
    {
        var text = expression.Trim();
        while (text.Length > 1 && text[0] == '(' && text[^1] == ')' && !text[1..^1].Contains(')', StringComparison.Ordinal))
            text = text[1..^1].Trim();
        return type switch
        {
            LogicalType.Boolean when text is "0" or "1" => text == "1" ? "TRUE" : "FALSE",
            LogicalType.Boolean when Truth().IsMatch(text) => text.ToUpperInvariant(),
            LogicalType.Integer or LogicalType.Decimal or LogicalType.Double or LogicalType.Single when Number().IsMatch(text) => text,
            LogicalType.Text when Words().IsMatch(text) => SnowflakeNames.Literal(text[1..^1].Replace("''", "'", StringComparison.Ordinal)),
            LogicalType.Timestamp or LogicalType.Instant when text.Equals("CURRENT_TIMESTAMP", StringComparison.OrdinalIgnoreCase) => "CURRENT_TIMESTAMP()",
            LogicalType.Date when text.Equals("CURRENT_DATE", StringComparison.OrdinalIgnoreCase) => "CURRENT_DATE()",
            _ => null,
        };
    }

    [GeneratedRegex(@"^(TRUE|FALSE)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Truth();

    [GeneratedRegex(@"^[+-]?\d+(?:\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^'(?:[^']|'')*'$", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
