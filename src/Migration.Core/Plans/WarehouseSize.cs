using System.Text.Json.Serialization;

namespace Migration.Core.Plans;

/// <summary>The size of a warehouse of Snowflake; each one has twice the machines of the one before, at twice the credits.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WarehouseSize>))]
public enum WarehouseSize
{
    [JsonStringEnumMemberName("UNCHANGED")] Unchanged,
    [JsonStringEnumMemberName("XSMALL")] XSmall,
    [JsonStringEnumMemberName("SMALL")] Small,
    [JsonStringEnumMemberName("MEDIUM")] Medium,
    [JsonStringEnumMemberName("LARGE")] Large,
    [JsonStringEnumMemberName("XLARGE")] XLarge,
    [JsonStringEnumMemberName("XXLARGE")] XXLarge,
    [JsonStringEnumMemberName("XXXLARGE")] XXXLarge,
    [JsonStringEnumMemberName("X4LARGE")] X4Large,
    [JsonStringEnumMemberName("X5LARGE")] X5Large,
    [JsonStringEnumMemberName("X6LARGE")] X6Large,
}
