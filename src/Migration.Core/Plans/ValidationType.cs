using System.Text.Json.Serialization;

namespace Migration.Core.Plans;

/// <summary>The kinds of validation of the plan language.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ValidationType>))]
public enum ValidationType
{
    [JsonStringEnumMemberName("ROW_COUNT")] RowCount,
    [JsonStringEnumMemberName("DATA_QUALITY")] DataQuality,
    [JsonStringEnumMemberName("INTEGRITY")] Integrity,
    [JsonStringEnumMemberName("CONSISTENCY")] Consistency,
    [JsonStringEnumMemberName("COMPLETENESS")] Completeness,
    [JsonStringEnumMemberName("ACCURACY")] Accuracy,
    [JsonStringEnumMemberName("CUSTOM")] Custom,
}
