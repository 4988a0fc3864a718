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

    /// <summary>The warehouses of both sides, each once, and what they would cost.</summary>
    public IReadOnlyList<WarehouseEstimate> Warehouses { get; init; } = [];

    /// <summary>Null where neither side has a warehouse.</summary>
    public decimal? EstimatedCredits => Warehouses.Count == 0 ? null : Warehouses.Sum(warehouse => warehouse.Credits);

    /// <summary>What the estimates rest on, to be shown beside them.</summary>
    public IReadOnlyList<string> Assumptions => [CopyRate.Assumption, .. Warehouses.Select(warehouse => warehouse.Assumption)];

    /// <summary>True where nothing stands in the way of an execution.</summary>
    public bool IsExecutable => !Problems.Any(p => p.Blocks);
}
