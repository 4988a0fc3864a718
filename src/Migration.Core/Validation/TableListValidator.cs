using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>Each source table stands once, each target table is written by one, and all have names.</summary>
internal sealed class TableListValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan)
    {
        var tables = PlanPaths.Tables(plan).ToList();
        foreach (var (path, table) in tables)
        {
            if (string.IsNullOrWhiteSpace(table.SourceTable))
                yield return new Problem($"{path}.sourceTable", ErrorCodes.PlanMissing, "The table has no name.", "Name a table of the source schema.");
            if (table.TargetTable is not null && string.IsNullOrWhiteSpace(table.TargetTable))
                yield return new Problem($"{path}.targetTable", ErrorCodes.PlanMissing, "The target table's name is empty.", "Name it, or leave targetTable out to keep the source's name.");
        }

        foreach (var (path, name) in PlanPaths.Repeated(tables.Select(t => (t.Path, t.Table.SourceTable))))
            yield return new Problem($"{path}.sourceTable", ErrorCodes.PlanContradiction, $"The table '{name}' stands in the plan already.", "Remove one of the two; use a second plan to copy a table twice.");
        foreach (var (path, name) in PlanPaths.Repeated(tables.Select(t => (t.Path, t.Table.Target))))
            yield return new Problem($"{path}.targetTable", ErrorCodes.PlanContradiction, $"Two tables write the target table '{name}'.", "Give each its own target table.");
    }
}
