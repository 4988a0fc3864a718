using System.Globalization;

namespace Migration.Connectors.Rules;

/// <summary>What stands against a rule.</summary>
/// <param name="Complaint">Null where the rule holds; else the middle of a sentence, without values of rows.</param>
internal sealed record RuleFinding(string? Complaint, long Violations)
{
    public static RuleFinding None { get; } = new(null, 0);

    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Of rows of which each begins with the number of all of them and goes on with its key.</summary>
    public static RuleFinding Of(IReadOnlyList<IReadOnlyList<string?>> rows, string complaint)
    {
        if (rows.Count == 0)
            return None;
        var count = long.Parse(rows[0][0]!, CultureInfo.InvariantCulture);
        string[] keys = rows[0].Count > 1 ? [.. rows.Select(row => string.Join(", ", row.Skip(1).Select(part => part ?? "NULL")))] : [];
        return new($"{count} {complaint}{(keys.Length == 0 ? "" : $"; keys: {string.Join("; ", keys)}")}", count) { Examples = keys };
    }
}
