using System.Text.Json.Serialization;

namespace Migration.Connectors.Tables;

/// <summary>What comparing a table's two sides says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TableVerdict>))]
public enum TableVerdict
{
    [JsonStringEnumMemberName("EQUAL")] Equal,
    [JsonStringEnumMemberName("DIFFERENT")] Different,
    [JsonStringEnumMemberName("NOT_COMPARABLE")] NotComparable,
}
