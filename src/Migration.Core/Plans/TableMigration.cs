namespace Migration.Core.Plans;

/// <summary>One table of a plan.</summary>
public sealed record TableMigration
{
    public required string SourceTable { get; init; }
    /// <summary>Null means the name of the source table.</summary>
    public string? TargetTable { get; init; }
    /// <summary>Empty means every column under its own name; otherwise exactly these columns.</summary>
    public IReadOnlyList<ColumnMapping> Columns { get; init; } = [];
    /// <summary>Transformations of whole rows: FILTER now. Those of one column stand at its mapping.</summary>
    public IReadOnlyList<DataTransformation> Transformations { get; init; } = [];
    public IReadOnlyList<ValidationRule> Validations { get; init; } = [];

    public string Target => TargetTable ?? SourceTable;
}
