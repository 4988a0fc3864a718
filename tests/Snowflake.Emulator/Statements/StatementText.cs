using System.Text.RegularExpressions;

namespace Snowflake.Emulator.Statements;

/// <summary>What can be told of a text without parsing it: its statements, its placeholders, and what needs a session.</summary>
internal static partial class StatementText
{
    /// <summary>The statements of a text; a scripting block is one.</summary>
    public static List<string> Split(string text)
    {
        if (Block().IsMatch(text)) return [text.Trim()];
        var all = new List<string>();
        var start = 0;
        foreach (var at in CodePositions(text).Where(at => text[at] == ';').Append(text.Length))
        {
            if (text[start..at].Trim() is { Length: > 0 } statement) all.Add(statement);
            start = at + 1;
        }

        return all;
    }

    public static int CountPlaceholders(string text) => CodePositions(text).Count(at => text[at] == '?');

    /// <summary>The feature that a statement on its own can't have, since its session ends with it; null where there is none.</summary>
    public static string? NeedsSession(string text) => Session().Match(text) is { Success: true } match ? match.Groups[1].Value.ToUpperInvariant() : null;

    public static bool IsFileTransfer(string text) => FileTransfer().IsMatch(text);

    private static IEnumerable<int> CodePositions(string text)
    {
        var at = 0;
        foreach (Match skipped in Skipped().Matches(text))
        {
            for (; at < skipped.Index; at++) yield return at;
            at = skipped.Index + skipped.Length;
        }

        for (; at < text.Length; at++) yield return at;
    }

    [GeneratedRegex("""'(?:[^'\\]|\\.|'')*'|"(?:[^"]|"")*"|\$\$.*?\$\$|--[^\n]*|//[^\n]*|/\*.*?\*/""", RegexOptions.Singleline)]
    private static partial Regex Skipped();

    [GeneratedRegex(@"^\s*(?:DECLARE\b|BEGIN\b(?!\s*(?:;|$|TRANSACTION\b|WORK\b|NAME\b)))", RegexOptions.IgnoreCase)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*(BEGIN(?=\s*(?:;|$|TRANSACTION\b|WORK\b|NAME\b))|START\s+TRANSACTION|COMMIT|ROLLBACK|USE|SET|UNSET|ALTER\s+SESSION|CREATE\s+(?:OR\s+REPLACE\s+)?TEMP(?:ORARY)?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Session();

    [GeneratedRegex(@"^\s*(?:PUT|GET)\s", RegexOptions.IgnoreCase)]
    private static partial Regex FileTransfer();
}
