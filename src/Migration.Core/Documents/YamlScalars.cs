using System.Text.RegularExpressions;

namespace Migration.Core.Documents;

/// <summary>What a plain scalar means: the core schema of YAML 1.2 (chapter 10.3), numbers only as JSON writes them.</summary>
internal static partial class YamlScalars
{
    public static ScalarNode Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => new ScalarNode("null", ScalarKind.Null),
        "true" or "True" or "TRUE" => ScalarNode.Of(true),
        "false" or "False" or "FALSE" => ScalarNode.Of(false),
        _ when JsonNumber().IsMatch(text) => new ScalarNode(text, ScalarKind.Number),
        _ => ScalarNode.Of(text),
    };

    /// <summary>True for <c>007</c>, <c>0x1F</c>, <c>+5</c>, <c>.5</c> or <c>.inf</c>, which JSON could not carry as they stand.</summary>
    public static bool IsForeignNumber(string text) => YamlNumber().IsMatch(text) && !JsonNumber().IsMatch(text);

    /// <summary>True where text stays the same text when it is written without quotes, for readers of YAML 1.1 too.</summary>
    public static bool IsPlain(string text) =>
        PlainText().IsMatch(text)
        && Resolve(text).Kind == ScalarKind.Text
        && !YamlNumber().IsMatch(text)
        && !OldBoolean().IsMatch(text);

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"\A([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex YamlNumber();

    [GeneratedRegex(@"\A[A-Za-z0-9_]([A-Za-z0-9_ ./()-]*[A-Za-z0-9_./()-])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainText();

    [GeneratedRegex(@"\A(y|yes|n|no|on|off)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OldBoolean();
}
