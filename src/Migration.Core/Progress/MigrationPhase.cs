using System.Text.Json.Serialization;

namespace Migration.Core.Progress;

/// <summary>What an execution is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MigrationPhase>))]
public enum MigrationPhase
{
    [JsonStringEnumMemberName("PREFLIGHT")] Preflight,
    [JsonStringEnumMemberName("PREPARE")] Prepare,
    [JsonStringEnumMemberName("COPY")] Copy,
    [JsonStringEnumMemberName("VALIDATE")] Validate,
    [JsonStringEnumMemberName("POST_ACTIONS")] PostActions,
    [JsonStringEnumMemberName("ROLLBACK_WINDOW")] RollbackWindow,
    [JsonStringEnumMemberName("ROLLBACK")] Rollback,
    [JsonStringEnumMemberName("CLEANUP")] Cleanup,
    [JsonStringEnumMemberName("DONE")] Done,
}
