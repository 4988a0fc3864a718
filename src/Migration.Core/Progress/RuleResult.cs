using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Progress;

/// <summary>What came of one rule of a plan.</summary>
public sealed record RuleResult
{
    public required string Name { get; init; }
    public required ValidationType Type { get; init; }
    public required Severity Severity { get; init; }
    /// <summary>The source table's name; null for a rule of no table.</summary>
    public string? Table { get; init; }
    public required bool Holds { get; init; }
    /// <summary>Rows that break it, or values that differ.</summary>
    public long Violations { get; init; }
    /// <summary>Keys of rows that break it, at most a few; never other values.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
    /// <summary>A sentence.</summary>
    public required string Summary { get; init; }
}
