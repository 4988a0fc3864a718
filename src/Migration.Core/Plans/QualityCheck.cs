using System.Text.Json.Serialization;

namespace Migration.Core.Plans;

/// <summary>What a rule of type DATA_QUALITY asks of its columns. NULL breaks <see cref="NotNull"/> and <see cref="Freshness"/> alone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityCheck>))]
public enum QualityCheck
{
    [JsonStringEnumMemberName("NOT_NULL")] NotNull,
    [JsonStringEnumMemberName("UNIQUE")] Unique,
    [JsonStringEnumMemberName("RANGE")] Range,
    [JsonStringEnumMemberName("PATTERN")] Pattern,
    [JsonStringEnumMemberName("ALLOWED_VALUES")] AllowedValues,
    [JsonStringEnumMemberName("FRESHNESS")] Freshness,
}
