using System.Text.Json.Serialization;

namespace Migration.Core.Plans;

/// <summary>How the rows of a plan move.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MigrationStrategy>))]
public enum MigrationStrategy
{
    [JsonStringEnumMemberName("BATCH")] Batch,
    [JsonStringEnumMemberName("STREAM")] Stream,
    [JsonStringEnumMemberName("PARALLEL")] Parallel,
    [JsonStringEnumMemberName("INCREMENTAL")] Incremental,
    [JsonStringEnumMemberName("BULK")] Bulk,
}
