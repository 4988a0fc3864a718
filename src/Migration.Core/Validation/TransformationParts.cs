using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>What transformations of columns and of rows have in common.</summary>
internal static class TransformationParts
{
    public static IEnumerable<Problem> NeedsExpression(string path, DataTransformation transformation) =>
        string.IsNullOrWhiteSpace(transformation.Expression)
            ? [new Problem($"{path}.expression", ErrorCodes.PlanMissing, "The transformation has no expression.", "Add an SQL expression over the source's columns.")]
            : [];

    public static IEnumerable<Problem> NoDataType(string path, DataTransformation transformation) =>
        transformation.DataType is null
            ? []
            : [new Problem($"{path}.dataType", ErrorCodes.PlanContradiction, "Only CONVERT has a dataType.", "Remove it; the type of the target column is the mapping's own dataType.")];
}
