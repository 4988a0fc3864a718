using Migration.Core.Documents;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>The transformations of a table choose its rows; those of a value stand at its column.</summary>
internal sealed class TableTransformationValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan) =>
        PlanPaths.TableTransformations(plan).SelectMany(t => Validate(t.Path, t.Transformation));

    private static IEnumerable<Problem> Validate(string path, DataTransformation transformation) => transformation.Type switch
    {
        TransformationType.Filter => [.. TransformationParts.NeedsExpression(path, transformation), .. TransformationParts.NoDataType(path, transformation)],
        TransformationType.Map or TransformationType.Convert or TransformationType.Compute =>
            [new Problem($"{path}.type", ErrorCodes.PlanContradiction, $"{EnumText.Of(transformation.Type)} gives the value of one column.", "Move it to the transform of that column's mapping.")],
        _ => [],
    };
}
