namespace Migration.Core.Plans;

/// <summary>What to move, how, and how to prove it: the document that the user writes. Immutable; an execution carries a snapshot of it.</summary>
public sealed record MigrationPlan
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string Description { get; init; } = "";
    public MigrationType Type { get; init; } = MigrationType.Combined;
    public MigrationStrategy Strategy { get; init; } = MigrationStrategy.Batch;
    /// <summary>The name of a database in the configuration, never a connection string.</summary>
    public required string SourceDatabase { get; init; }
    public string SourceSchema { get; init; } = "";
    public required string TargetDatabase { get; init; }
    public string TargetSchema { get; init; } = "";
    /// <summary>The tables to move; empty means every table of the source schema when the execution starts.</summary>
    public IReadOnlyList<TableMigration> Tables { get; init; } = [];
    /// <summary>Ids of plans that must have completed before this one starts.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];
    public IReadOnlyList<PreCondition> PreConditions { get; init; } = [];
    public IReadOnlyList<PostAction> PostActions { get; init; } = [];
    public IReadOnlyList<ValidationRule> Validations { get; init; } = [];
    public MigrationConfiguration Configuration { get; init; } = new();
    /// <summary>Set by planning from the source's statistics; never read by an execution.</summary>
    public TimeSpan? EstimatedTime { get; init; }
    /// <summary>Bytes, set by planning; never read by an execution.</summary>
    public long? EstimatedSize { get; init; }
}
