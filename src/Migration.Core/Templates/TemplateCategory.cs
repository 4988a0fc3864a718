using System.Text.Json.Serialization;

namespace Migration.Core.Templates;

/// <summary>What kind of need a template answers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TemplateCategory>))]
public enum TemplateCategory
{
    [JsonStringEnumMemberName("standard")] Standard,
    [JsonStringEnumMemberName("performance")] Performance,
    [JsonStringEnumMemberName("compliance")] Compliance,
    [JsonStringEnumMemberName("industry")] Industry,
    [JsonStringEnumMemberName("custom")] Custom,
}
