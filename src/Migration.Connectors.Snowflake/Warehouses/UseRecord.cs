using System.Text.RegularExpressions;
using Migration.Core.Documents;
using Migration.Core.Plans;

namespace Migration.Connectors.Snowflake.Warehouses;

/// <summary>
/// Who uses a warehouse, and what it was before: it stands at the end of the warehouse's comment, where every execution of
/// every service sees it, whatever schema it writes to, and changes in one statement with the size.
/// </summary>
internal sealed partial record UseRecord(WarehouseSize Before, WarehouseSize Now, IReadOnlyList<string> Users, bool Suspends)
{
    /// <summary>Equal in what it says.</summary>
    public bool Says(UseRecord? other) => other is not null && ToString() == other.ToString();

    /// <summary>The record of a comment, and the comment without it.</summary>
    public static (UseRecord? Record, string Comment) Of(string comment)
    {
        var match = Form().Match(comment);
        if (!match.Success || !EnumText.TryParse<WarehouseSize>(match.Groups["before"].Value, out var before) || !EnumText.TryParse<WarehouseSize>(match.Groups["now"].Value, out var now))
            return (null, comment);
        var users = match.Groups["users"].Value.Split(", ").Select(Uri.UnescapeDataString);
        return (new(before, now, [.. users], match.Groups["suspends"].Success), comment[..match.Index]);
    }

    public override string ToString() =>
        $" [snowflake-deploy: {EnumText.Of(Before)} before, {EnumText.Of(Now)} now, used by {string.Join(", ", Users.Select(Uri.EscapeDataString))}{(Suspends ? ", then suspended" : "")}]";

    [GeneratedRegex(@" \[snowflake-deploy: (?<before>[A-Z0-9]+) before, (?<now>[A-Z0-9]+) now, used by (?<users>[^\]]*?)(?<suspends>, then suspended)?\]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
