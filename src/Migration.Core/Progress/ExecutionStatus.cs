using System.Text.Json.Serialization;

namespace Migration.Core.Progress;

/// <summary>Where an execution, or one of its tables, stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExecutionStatus>))]
public enum ExecutionStatus
{
    [JsonStringEnumMemberName("PENDING")] Pending,
    [JsonStringEnumMemberName("RUNNING")] Running,
    [JsonStringEnumMemberName("PAUSED")] Paused,
    [JsonStringEnumMemberName("NEEDS_ATTENTION")] NeedsAttention,
    [JsonStringEnumMemberName("COMPLETED")] Completed,
    [JsonStringEnumMemberName("FAILED")] Failed,
    [JsonStringEnumMemberName("CANCELLED")] Cancelled,
    [JsonStringEnumMemberName("ROLLED_BACK")] RolledBack,
    /// <summary>A table that a person chose to leave out; never the status of an execution.</summary>
    [JsonStringEnumMemberName("SKIPPED")] Skipped,
}
