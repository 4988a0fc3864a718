using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>A plan moves from one place to another one.</summary>
internal sealed class PlanSidesValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan)
    {
        var same = string.Equals(plan.SourceDatabase, plan.TargetDatabase, StringComparison.OrdinalIgnoreCase)
            && string.Equals(plan.SourceSchema, plan.TargetSchema, StringComparison.OrdinalIgnoreCase);
        if (same && !string.IsNullOrWhiteSpace(plan.SourceDatabase))
            yield return new Problem("targetSchema", ErrorCodes.PlanContradiction, "Source and target are the same database and schema.", "Name another target database or another target schema.");
    }
}
