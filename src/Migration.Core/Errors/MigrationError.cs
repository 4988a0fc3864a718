using Migration.Core.Problems;

namespace Migration.Core.Errors;

/// <summary>One failure of an execution, as `status` and the `errors` query show it.</summary>
public sealed record MigrationError
{
    public required string Id { get; init; }
    public required string Code { get; init; }
    public required string Message { get; init; }
    public string? Table { get; init; }
    /// <summary>The range's ordinal in its table, where one is known.</summary>
    public long? Batch { get; init; }
    /// <summary>The statement with its parameters left out.</summary>
    public string? Sql { get; init; }
    public IReadOnlyDictionary<string, string> Context { get; init; } = new Dictionary<string, string>();
    public required DateTimeOffset OccurredAt { get; init; }
    public int RetryCount { get; init; }
    public Severity Severity { get; init; } = Severity.Error;
    public bool Resolved { get; init; }
    /// <summary>What a person should do, a sentence.</summary>
    public string? Recommendation { get; init; }
}
