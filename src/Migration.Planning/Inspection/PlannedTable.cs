using Migration.Connectors.Schema;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>One table of the plan beside what the databases have under its names.</summary>
/// <param name="Path">Where problems of it are reported.</param>
internal sealed record PlannedTable(string Path, TableMigration Table, TableDefinition Source)
{
    /// <summary>Null where the migration will create it.</summary>
    public TableDefinition? Target { get; init; }
}
