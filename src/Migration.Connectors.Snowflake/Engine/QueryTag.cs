using System.Text.Json;

namespace Migration.Connectors.Snowflake.Engine;

/// <summary>What QUERY_HISTORY shows beside a statement: whose it is, and for which range.</summary>
internal sealed record QueryTag(string Execution, string Table, string? Range = null)
{
    /// <summary>Of a range, which holds a key; the tag itself may have 2,000 characters.</summary>
    private const int LongestRange = 500;

    public static QueryTag None { get; } = new("", "");

    public override string ToString() => JsonSerializer.Serialize(Range is null
        ? new Dictionary<string, string> { ["product"] = SnowflakeOptions.Product, ["execution"] = Execution, ["table"] = Table }
        : new Dictionary<string, string> { ["product"] = SnowflakeOptions.Product, ["execution"] = Execution, ["table"] = Table, ["range"] = Range[..Math.Min(Range.Length, LongestRange)] });
}
