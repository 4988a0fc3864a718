using Migration.Core.Plans;

namespace Migration.Connectors.Access;

/// <summary>A table that is there.</summary>
/// <param name="Path">Where problems of it are reported.</param>
/// <param name="Name">As the database has it.</param>
public sealed record AccessedTable(string Path, string Name)
{
    /// <summary>Of a source, what the plan makes of it; null where the target has such a table.</summary>
    public TableMigration? Made { get; init; }
}
