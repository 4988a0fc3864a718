namespace Migration.Activities;

/// <summary>What a log line is about. Stands on every line that is written within an activity.</summary>
public sealed record LogSubject(string ExecutionId, string? Table = null)
{
    public IReadOnlyDictionary<string, object?> ToScope() => Table is null
        ? new Dictionary<string, object?> { ["ExecutionId"] = ExecutionId }
        : new Dictionary<string, object?> { ["ExecutionId"] = ExecutionId, ["Table"] = Table };
}
