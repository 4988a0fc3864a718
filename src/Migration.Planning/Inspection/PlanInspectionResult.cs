using Migration.Core.Problems;

namespace Migration.Planning;

/// <summary>What a plan means for the databases that it names.</summary>
public sealed record PlanInspectionResult
{
    /// <summary>All of them, those of <see cref="Core.Validation.PlanValidator"/> first.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>In the plan's order, or by name where the plan lists none.</summary>
    public IReadOnlyList<InspectedTable> Tables { get; init; } = [];

    /// <summary>Source table names: each wave refers only to tables of earlier waves or, in a cycle, of its own.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Waves { get; init; } = [];

    /// <summary>By the assumption of <see cref="CopyRate"/>.</summary>
    public TimeSpan EstimatedTime { get; init; }

    public long EstimatedSize { get; init; }

    /// <summary>True where nothing stands in the way of an execution.</summary>
    public bool IsExecutable => !Problems.Any(p => p.Blocks);
}
