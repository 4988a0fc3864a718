using System.Text.Json.Serialization;

namespace Migration.Core.Plans;

/// <summary>The kinds of transformation of the plan language.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransformationType>))]
public enum TransformationType
{
    [JsonStringEnumMemberName("MAP")] Map,
    [JsonStringEnumMemberName("CONVERT")] Convert,
    [JsonStringEnumMemberName("COMPUTE")] Compute,
    [JsonStringEnumMemberName("FILTER")] Filter,
    [JsonStringEnumMemberName("AGGREGATE")] Aggregate,
    [JsonStringEnumMemberName("LOOKUP")] Lookup,
    [JsonStringEnumMemberName("CUSTOM")] Custom,
}
