using Migration.Connectors.Rules;
using Migration.Connectors.Schema;
using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Planning;

/// <summary>The tables, columns and queries of a plan's validations are known to the databases that will be asked.</summary>
internal static class RuleInspection
{
    public static async Task RunAsync(InspectionScope scope, IReadOnlyList<PlannedTable> tables, CancellationToken cancellation)
    {
        foreach (var (index, rule) in scope.Plan.Validations.Index())
        {
            var path = DocumentPath.Item("validations", index);
            await QueriesAsync(scope, (path, rule), tables, cancellation);
            foreach (var table in tables.Where(t => rule.Tables.Count == 0 || rule.Tables.Contains(t.Table.SourceTable)))
                Inspect(scope, (path, rule), table, tables);
        }

        foreach (var table in tables)
            foreach (var (index, rule) in table.Table.Validations.Index())
            {
                var path = DocumentPath.Item($"{table.Path}.validations", index);
                await QueriesAsync(scope, (path, rule), tables, cancellation);
                Inspect(scope, (path, rule), table, tables);
            }
    }

    private static void Inspect(InspectionScope scope, (string Path, ValidationRule Rule) rule, PlannedTable table, IReadOnlyList<PlannedTable> tables)
    {
        var known = rule.Rule.Side == PlanSide.Source ? Names(table.Source) : TargetNames(table);
        foreach (var (index, column) in rule.Rule.Columns.Index())
            if (!Has(known, column))
                scope.Add(DocumentPath.Item($"{rule.Path}.columns", index), ErrorCodes.ColumnUnknown, $"The {EnumText.Of(rule.Rule.Side)} table '{(rule.Rule.Side == PlanSide.Source ? table.Source.Name : table.Table.Target)}' has no column '{column}'.", Suggestion.Sentence(column, known));
        if (rule.Rule.Type == ValidationType.Integrity)
            References(scope, rule, table, tables);
    }

    private static void References(InspectionScope scope, (string Path, ValidationRule Rule) rule, PlannedTable table, IReadOnlyList<PlannedTable> tables)
    {
        var plan = tables.Select(t => t.Table).ToList();
        var all = plan.Select(t => t.Target).Concat(scope.TargetSchema?.Tables.Select(t => t.Name) ?? []).ToList();
        if (rule.Rule.ReferencedTable is { } named && !Has(all, named))
            scope.Add($"{rule.Path}.referencedTable", ErrorCodes.TableUnknown, $"The target has no table '{named}', and the plan makes none.", Suggestion.Sentence(named, all));
        // A rule for every table may meet some without a key; one that names its tables means them.
        var meant = rule.Rule.Tables.Count > 0 || !rule.Path.StartsWith("validations", StringComparison.Ordinal);
        if (rule.Rule.ReferencedTable is null && meant && !HasKey(table, plan))
            scope.Add(rule.Path, ErrorCodes.PlanContradiction, $"The table '{table.Source.Name}' has no foreign key into the plan that could be checked.", "Name columns, referencedTable and referencedColumns, or remove the table from the rule.");
    }

    private static bool HasKey(PlannedTable table, IReadOnlyList<TableMigration> plan) =>
        table.Target?.ForeignKeys.Count > 0 || table.Source.ForeignKeys.Any(key => TargetReferences.Of(key, table.Table, plan) is not null);

    private static async Task QueriesAsync(InspectionScope scope, (string Path, ValidationRule Rule) rule, IReadOnlyList<PlannedTable> tables, CancellationToken cancellation)
    {
        if (rule.Rule.Query is not { } query) return;
        var compares = rule.Rule.Type == ValidationType.Consistency;
        if ((compares || rule.Rule.Side == PlanSide.Source) && scope is { Source: { } source, SourceSchema: { } here })
            Report(scope, $"{rule.Path}.query", await QueryCompilation.ComplaintAsync(source, (scope.Plan.SourceSchema, here), query, cancellation), PlanSide.Source);
        // What the migration will create can't be compiled against yet.
        var complete = tables.Count > 0 && tables.All(table => table.Target is not null);
        if ((compares || rule.Rule.Side == PlanSide.Target) && complete && scope is { Target: { } target, TargetSchema: { } there })
            Report(scope, $"{rule.Path}.{(rule.Rule.TargetQuery is null ? "query" : "targetQuery")}", await QueryCompilation.ComplaintAsync(target, (scope.Plan.TargetSchema, there), rule.Rule.TargetQuery ?? query, cancellation), PlanSide.Target);
    }

    private static void Report(InspectionScope scope, string path, string? complaint, PlanSide side)
    {
        if (complaint is not null)
            scope.Add(path, ErrorCodes.ExpressionInvalid, $"The {EnumText.Of(side)} can't run the query: {complaint}", "Correct it; it is one query that gives one value.");
    }

    private static List<string> TargetNames(PlannedTable table) => table switch
    {
        { Target: { } target } => Names(target),
        { Table.Columns: { Count: > 0 } mapped } => [.. mapped.Select(column => column.Target)],
        _ => [.. table.Source.Columns.Where(column => !column.IsGenerated).Select(column => column.Name)],
    };

    private static List<string> Names(TableDefinition table) => [.. table.Columns.Select(column => column.Name)];

    private static bool Has(List<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
