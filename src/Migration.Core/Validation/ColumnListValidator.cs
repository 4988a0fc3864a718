using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>Each target column of a table is written by one mapping.</summary>
internal sealed class ColumnListValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan) =>
        from table in PlanPaths.Tables(plan)
        let columns = table.Table.Columns.Select((c, i) => (DocumentPath.Item($"{table.Path}.columns", i), c.Target)).Where(c => c.Target.Length > 0)
        from again in PlanPaths.Repeated(columns)
        select new Problem(again.Path, ErrorCodes.PlanContradiction, $"Two mappings write the target column '{again.Name}'.", "Remove one of the two, or give it another targetColumn.");
}
