using Migration.Core.Problems;

namespace Migration.Core.Plans;

/// <summary>A query that must hold before the first write.</summary>
public sealed record PreCondition
{
    public required string Name { get; init; }
    public PlanSide Side { get; init; } = PlanSide.Source;
    /// <summary>One SELECT that gives one value.</summary>
    public required string Query { get; init; }
    /// <summary>The text of the value that must come back; null means any value that is not NULL, 0 or empty.</summary>
    public string? Expected { get; init; }
    public Severity Severity { get; init; } = Severity.Error;
}
