using Migration.Core.Checkpoints;
using Migration.Core.Problems;

namespace Migration.Workflows;

/// <summary>What an activity's failure carries besides its message and its code, which is the failure's error type.</summary>
public sealed record FailureDetails
{
    /// <summary>The same step may succeed later with nothing changed by a person.</summary>
    public bool Transient { get; init; }
    public Severity Severity { get; init; } = Severity.Error;
    /// <summary>The range's ordinal, where one is known.</summary>
    public long? Batch { get; init; }
    /// <summary>The statement with its parameters left out.</summary>
    public string? Sql { get; init; }
    /// <summary>Rows that were not written because of it.</summary>
    public long? Rows { get; init; }
    /// <summary>What was committed before it.</summary>
    public Checkpoint? Committed { get; init; }
    /// <summary>Where it happened, by name.</summary>
    public Dictionary<string, string> Context { get; init; } = [];
}
