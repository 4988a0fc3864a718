using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>One table of a plan as its databases show it.</summary>
public sealed record InspectedTable
{
    public required TableMigration Table { get; init; }
    /// <summary>Rows that will move: counted after the table's filters; zero for plans of type SCHEMA.</summary>
    public long Rows { get; init; }
    /// <summary>About how many bytes they hold.</summary>
    public long Bytes { get; init; }
    /// <summary>Source tables of the plan that must arrive earlier; those of its own cycle included, itself never.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
    /// <summary>The target has the table already.</summary>
    public bool TargetExists { get; init; }
}
