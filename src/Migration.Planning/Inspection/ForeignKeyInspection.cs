using Migration.Connectors.Schema;
using Migration.Core.Errors;
using Migration.Core.Problems;

namespace Migration.Planning;

/// <summary>Which tables of the plan refer to which, by the foreign keys of source and target.</summary>
internal static class ForeignKeyInspection
{
    /// <returns>For each source table of the plan the source tables of the plan that it refers to, itself left out.</returns>
    public static Dictionary<string, IReadOnlyList<string>> Run(InspectionScope scope, IReadOnlyList<PlannedTable> tables)
    {
        foreach (var table in tables.Where(t => t.Target is null)) ReportStrangers(scope, tables, table);
        return tables
            .DistinctBy(t => t.Table.SourceTable)
            .ToDictionary(t => t.Table.SourceTable, t => References(tables, t), StringComparer.Ordinal);
    }

    private static IReadOnlyList<string> References(IReadOnlyList<PlannedTable> tables, PlannedTable table)
    {
        var bySource = table.Source.ForeignKeys.Select(f => tables.FirstOrDefault(t => Same(t.Source.Name, f.ReferencedTable)));
        var byTarget = (table.Target?.ForeignKeys ?? []).Select(f => tables.FirstOrDefault(t => Same(t.Table.Target, f.ReferencedTable)));
        return [.. bySource.Concat(byTarget)
            .OfType<PlannedTable>()
            .Where(t => t.Table.SourceTable != table.Table.SourceTable)
            .Select(t => t.Table.SourceTable)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    private static void ReportStrangers(InspectionScope scope, IReadOnlyList<PlannedTable> tables, PlannedTable table)
    {
        var strangers = table.Source.ForeignKeys
            .Where(key => !tables.Any(t => Same(t.Source.Name, key.ReferencedTable)) && scope.TargetSchema?.FindTable(key.ReferencedTable) is null)
            .DistinctBy(key => key.ReferencedTable, StringComparer.OrdinalIgnoreCase);
        foreach (ForeignKeyDefinition key in strangers)
            scope.Add(table.Path, ErrorCodes.ForeignKeyViolated, $"'{table.Source.Name}' refers to '{key.ReferencedTable}', which neither the plan moves nor the target has.", $"Add '{key.ReferencedTable}' to the plan, or expect its references to lead nowhere.", Severity.Warning);
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
