using Migration.Core.Problems;

namespace Migration.Core.Plans;

/// <summary>What must hold of the data after the copy.</summary>
public sealed record ValidationRule
{
    public required string Name { get; init; }
    public required ValidationType Type { get; init; }
    /// <summary>Source table names; empty means every table that the rule stands for.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];
    public Severity Severity { get; init; } = Severity.Error;
}
