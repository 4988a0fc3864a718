using System.Text.Json.Serialization;

namespace Migration.Core.Plans;

/// <summary>Which database of a plan is meant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlanSide>))]
public enum PlanSide
{
    [JsonStringEnumMemberName("SOURCE")] Source,
    [JsonStringEnumMemberName("TARGET")] Target,
}
