using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>A column's transform has what its type needs and nothing that its type would ignore.</summary>
internal sealed class ColumnTransformValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan) =>
        PlanPaths.Columns(plan)
            .Where(c => c.Column.Transform is not null)
            .SelectMany(c => Validate($"{c.Path}.transform", c.Column.Transform!));

    private static IEnumerable<Problem> Validate(string path, DataTransformation transform) => transform.Type switch
    {
        TransformationType.Map => [.. NoExpression(path, transform), .. NoDataType(path, transform)],
        TransformationType.Convert => [.. NoExpression(path, transform), .. NeedsDataType(path, transform)],
        TransformationType.Compute => [.. TransformationParts.NeedsExpression(path, transform), .. NoDataType(path, transform)],
        TransformationType.Filter => [new Problem($"{path}.type", ErrorCodes.PlanContradiction, "FILTER chooses rows, not the value of a column.", "Move it to the table's transformations.")],
        _ => [],
    };

    private static IEnumerable<Problem> NoExpression(string path, DataTransformation transform) =>
        transform.Expression is null
            ? []
            : [new Problem($"{path}.expression", ErrorCodes.PlanContradiction, "MAP and CONVERT take the source column's value and no expression.", "Remove the expression, or use COMPUTE.")];

    private static IEnumerable<Problem> NoDataType(string path, DataTransformation transform) => TransformationParts.NoDataType(path, transform);

    private static IEnumerable<Problem> NeedsDataType(string path, DataTransformation transform) =>
        string.IsNullOrWhiteSpace(transform.DataType)
            ? [new Problem($"{path}.dataType", ErrorCodes.PlanMissing, "CONVERT names no type to convert to.", "Add dataType in the source engine's words, such as INTEGER.")]
            : [];
}
