using System.Text.Json.Serialization;

namespace Migration.Connectors.Comparison;

/// <summary>How a row differs, seen from the first table.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DifferenceKind>))]
public enum DifferenceKind
{
    /// <summary>The second table lacks it.</summary>
    [JsonStringEnumMemberName("MISSING")] Missing,
    /// <summary>The second table alone has it.</summary>
    [JsonStringEnumMemberName("EXTRA")] Extra,
    [JsonStringEnumMemberName("DIFFERENT")] Different,
}
