using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>The plan's id is fit for a file name and a workflow id; the names that must be there are there.</summary>
internal sealed class PlanNameValidator : IPlanRuleValidator
{
    private const int LongestName = 200;

    public IEnumerable<Problem> Validate(MigrationPlan plan)
    {
        if (!PlanId.IsValid(plan.Id))
            yield return new Problem("id", ErrorCodes.PlanInvalidValue, $"'{plan.Id}' is not a plan id.", PlanId.Rule);
        if (string.IsNullOrWhiteSpace(plan.Name))
            yield return new Problem("name", ErrorCodes.PlanMissing, "The plan has no name.", "Give it a name that says what it moves.");
        else if (plan.Name.Length > LongestName || plan.Name.Any(char.IsControl))
            yield return new Problem("name", ErrorCodes.PlanInvalidValue, "The name is too long or holds control characters.", $"Keep it within {LongestName} printable characters.");
        if (string.IsNullOrWhiteSpace(plan.SourceDatabase)) yield return NoDatabase("sourceDatabase");
        if (string.IsNullOrWhiteSpace(plan.TargetDatabase)) yield return NoDatabase("targetDatabase");
    }

    private static Problem NoDatabase(string key) =>
        new(key, ErrorCodes.PlanMissing, $"{key} is empty.", "Name a database of the configuration file.");
}
