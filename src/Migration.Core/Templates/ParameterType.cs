using System.Text.Json.Serialization;

namespace Migration.Core.Templates;

/// <summary>What a parameter of a template takes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParameterType>))]
public enum ParameterType
{
    [JsonStringEnumMemberName("string")] Text,
    [JsonStringEnumMemberName("int")] Number,
    [JsonStringEnumMemberName("bool")] Truth,
    /// <summary>Texts, separated by commas.</summary>
    [JsonStringEnumMemberName("array")] List,
}
