using Migration.Connectors.Schema;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Planning;

/// <summary>Finds the tables that the plan lists, or every table where it lists none.</summary>
internal static class TableExpansion
{
    public static IReadOnlyList<PlannedTable> Run(InspectionScope scope)
    {
        if (scope.SourceSchema is not { } schema) return [];
        var tables = scope.Plan.Tables.Count > 0 ? Listed(scope, schema) : All(scope, schema);
        var found = tables.Select(t => t with { Target = scope.TargetSchema?.FindTable(t.Table.Target) }).ToList();
        ReportMeetings(scope, found);
        ReportMissingTargets(scope, found);
        return found;
    }

    private static List<PlannedTable> Listed(InspectionScope scope, SchemaDefinition schema)
    {
        var found = new List<PlannedTable>();
        foreach (var (index, table) in scope.Plan.Tables.Index())
        {
            var path = DocumentPath.Item("tables", index);
            if (schema.FindTable(table.SourceTable) is { } definition) found.Add(new PlannedTable(path, table, definition));
            else scope.Add(NotFound($"{path}.sourceTable", table.SourceTable, schema));
        }

        return found;
    }

    private static List<PlannedTable> All(InspectionScope scope, SchemaDefinition schema)
    {
        foreach (var left in schema.Unsupported.GroupBy(u => u.Reason))
            scope.Add("tables", ErrorCodes.PlanUnsupported, $"Left out: {string.Join(", ", left.Select(u => $"'{u.Name}'"))}. {left.Key}", "Nothing is to be done where they are not needed in the target.", Severity.Warning);
        ReportForeignWords(scope, schema);
        if (schema.Tables.Count == 0)
            scope.Add("sourceSchema", ErrorCodes.TableUnknown, "The source schema has no table to move.", "Correct the source of the plan.");
        return [.. schema.Tables
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => new PlannedTable($"tables['{t.Name}']", new TableMigration { SourceTable = t.Name }, t))];
    }

    // Views and triggers are SQL of their engine, and no other runs it.
    private static void ReportForeignWords(InspectionScope scope, SchemaDefinition schema)
    {
        var names = schema.Views.Select(v => v.Name).Concat(schema.Triggers.Select(t => t.Name)).ToList();
        if (names.Count > 0 && scope.Target is { } target && target.Settings.Kind != scope.Source!.Settings.Kind)
            scope.Add("tables", ErrorCodes.PlanUnsupported, $"Left out: {string.Join(", ", names.Select(n => $"'{n}'"))}. Views and triggers are in the words of {scope.Source.Settings.Kind}, which {target.Settings.Kind} does not run.", "Write them anew for the target where they are needed.", Severity.Warning);
    }

    private static Problem NotFound(string path, string name, SchemaDefinition schema)
    {
        if (schema.Unsupported.FirstOrDefault(u => schema.NameComparer.Equals(u.Name, name)) is { } unsupported)
            return new Problem(path, ErrorCodes.PlanUnsupported, $"'{name}' can't be moved: {unsupported.Reason}", "Remove it from the plan.");
        if (schema.Views.Any(v => schema.NameComparer.Equals(v.Name, name)))
            return new Problem(path, ErrorCodes.PlanUnsupported, $"'{name}' is a view and holds no rows of its own.", "Name the tables that it reads; a plan of the whole schema creates its views too.");
        return new Problem(path, ErrorCodes.TableUnknown, $"The source schema has no table '{name}'.", Suggestion.Sentence(name, [.. schema.Tables.Select(t => t.Name)]));
    }

    // The plan's own rules compare names letter by letter; engines may not.
    private static void ReportMeetings(InspectionScope scope, List<PlannedTable> tables)
    {
        foreach (var again in tables.GroupBy(t => t.Source.Name, StringComparer.Ordinal).SelectMany(g => g.Skip(1).Where(t => t.Table.SourceTable != g.First().Table.SourceTable)))
            scope.Add($"{again.Path}.sourceTable", ErrorCodes.PlanContradiction, $"'{again.Table.SourceTable}' is the table '{again.Source.Name}', which stands in the plan already.", "Remove one of the two.");
        var comparer = scope.TargetSchema?.NameComparer ?? StringComparer.OrdinalIgnoreCase;
        foreach (var again in tables.GroupBy(t => t.Table.Target, comparer).SelectMany(g => g.Skip(1).Where(t => t.Table.Target != g.First().Table.Target)))
            scope.Add($"{again.Path}.targetTable", ErrorCodes.PlanContradiction, $"The target takes '{again.Table.Target}' for the table of another entry.", "Give each its own target table.");
    }

    private static void ReportMissingTargets(InspectionScope scope, List<PlannedTable> tables)
    {
        if (scope.Plan.Type != MigrationType.Data || scope.TargetSchema is not { } target) return;
        foreach (var table in tables.Where(t => t.Target is null))
            scope.Add($"{table.Path}.targetTable", ErrorCodes.TableUnknown, $"The target schema has no table '{table.Table.Target}', and the type DATA creates none.", $"{Suggestion.Sentence(table.Table.Target, [.. target.Tables.Select(t => t.Name)])} Or use COMBINED.");
    }
}
