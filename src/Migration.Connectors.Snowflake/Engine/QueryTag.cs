using System.Text.Json;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>What QUERY_HISTORY shows beside a statement: whose it is, and for which range.</summary>
internal sealed record QueryTag(string Execution, string Table, string? Range = null)
{
    /// <summary>Of a range, which holds a key.</summary>
    private const int LongestRange = 500;

    /// <summary>Characters that Snowflake takes, as its users say; letters beyond ASCII count six times.</summary>
    private const int Longest = 2000;

    public static QueryTag None { get; } = new("", "");

    public override string ToString() =>
        new[] { Text(Table, Range?[..Math.Min(Range.Length, LongestRange)]), Text(Table, null) }.FirstOrDefault(text => text.Length <= Longest) ?? Text("", null);

    private string Text(string table, string? range)
    {
        var words = new Dictionary<string, string> { ["product"] = SnowflakeOptions.Product, ["execution"] = Execution, ["table"] = table };
        if (range is not null)
            words["range"] = range;
        return JsonSerializer.Serialize(words);
    }
}
