using System.Text.Json.Serialization;

namespace Migration.Core.Plans;

/// <summary>What a plan moves.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MigrationType>))]
public enum MigrationType
{
    /// <summary>Rows into tables that exist.</summary>
    [JsonStringEnumMemberName("DATA")] Data,

    /// <summary>Tables without their rows.</summary>
    [JsonStringEnumMemberName("SCHEMA")] Schema,

    /// <summary>Tables and their rows: missing tables are created.</summary>
    [JsonStringEnumMemberName("COMBINED")] Combined,

    /// <summary>Rows that change on their way.</summary>
    [JsonStringEnumMemberName("TRANSFORM")] Transform,
}
