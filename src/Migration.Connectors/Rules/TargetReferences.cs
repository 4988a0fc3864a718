using Migration.Connectors.Schema;
using Migration.Core.Plans;

namespace Migration.Connectors.Rules;

/// <summary>A foreign key of the source under the names that its tables and columns have in the target.</summary>
public static class TargetReferences
{
    /// <summary>Null where the key leads out of the plan, or a column of it does not arrive as it was.</summary>
    public static ForeignKeyDefinition? Of(ForeignKeyDefinition key, TableMigration table, IReadOnlyList<TableMigration> plan)
    {
        if (plan.FirstOrDefault(other => IsSame(other.SourceTable, key.ReferencedTable)) is not { } parent)
            return null;
        var columns = key.Columns.Select(column => Renamed(table, column)).ToList();
        var referenced = key.ReferencedColumns.Select(column => Renamed(parent, column)).ToList();
        return columns.Contains(null) || referenced.Contains(null)
            ? null
            : new ForeignKeyDefinition([.. columns.OfType<string>()], parent.Target, [.. referenced.OfType<string>()]);
    }

    private static string? Renamed(TableMigration table, string column) => table.Columns.Count == 0
        ? column
        : table.Columns.FirstOrDefault(c => c.SourceColumn is { } name && IsSame(name, column) && c.Transform?.Type is null or TransformationType.Map)?.Target;

    private static bool IsSame(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
