namespace Migration.Workflows;

/// <summary>What an activity's failure carries besides its message and its code, which is the failure's error type.</summary>
public sealed record FailureDetails
{
    /// <summary>The same step may succeed later with nothing changed by a person.</summary>
    public bool Transient { get; init; }
    /// <summary>The range's ordinal, where one is known.</summary>
    public long? Batch { get; init; }
    /// <summary>The statement with its parameters left out.</summary>
    public string? Sql { get; init; }
}
