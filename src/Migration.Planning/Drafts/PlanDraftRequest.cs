using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>What a person asks for when a plan is created.</summary>
public sealed record PlanDraftRequest
{
    public required string Name { get; init; }
    public string Description { get; init; } = "";
    public MigrationType Type { get; init; } = MigrationType.Combined;
    public MigrationStrategy Strategy { get; init; } = MigrationStrategy.Batch;
    public required string SourceDatabase { get; init; }
    public string SourceSchema { get; init; } = "";
    public required string TargetDatabase { get; init; }
    public string TargetSchema { get; init; } = "";
    /// <summary>Source table names; empty means every table when the execution starts.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];
    public MigrationConfiguration Configuration { get; init; } = new();
    /// <summary>What a template says of how tables move, of which the rest is taken; null for none.</summary>
    public MigrationPlan? Basis { get; init; }
}
