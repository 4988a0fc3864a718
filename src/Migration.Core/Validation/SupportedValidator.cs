using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>What the plan asks for is what the product does.</summary>
internal sealed class SupportedValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan)
    {
        var transformations = PlanPaths.ColumnTransforms(plan).Concat(PlanPaths.TableTransformations(plan));
        return
        [
            .. Check("type", "migration type", plan.Type, Supported.Types),
            .. Check("strategy", "strategy", plan.Strategy, Supported.Strategies),
            .. transformations.SelectMany(t => Check($"{t.Path}.type", "transformation", t.Transformation.Type, Supported.Transformations)),
        ];
    }

    private static IEnumerable<Problem> Check<T>(string path, string subject, T value, IReadOnlyList<T> supported)
        where T : struct, Enum
    {
        if (supported.Contains(value)) yield break;
        var choices = string.Join(", ", supported.Select(EnumText.Of));
        yield return new Problem(path, ErrorCodes.PlanUnsupported, $"The {subject} {EnumText.Of(value)} is not supported.", $"Supported: {choices}.");
    }
}
