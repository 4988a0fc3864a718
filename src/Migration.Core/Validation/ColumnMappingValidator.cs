using System.Text.Json;
using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Problems;

namespace Migration.Core.Validation;

/// <summary>A mapping says where its value comes from and where it goes.</summary>
internal sealed class ColumnMappingValidator : IPlanRuleValidator
{
    public IEnumerable<Problem> Validate(MigrationPlan plan) =>
        PlanPaths.Columns(plan).SelectMany(c => Validate(c.Path, c.Column));

    private static IEnumerable<Problem> Validate(string path, ColumnMapping column)
    {
        var computed = column.Transform?.Type == TransformationType.Compute;
        if (string.IsNullOrWhiteSpace(column.SourceColumn) && !computed)
            yield return new Problem($"{path}.sourceColumn", ErrorCodes.PlanMissing, "The mapping names no source column.", "Name one, or give the value by a COMPUTE transform.");
        if (computed && string.IsNullOrWhiteSpace(column.Target))
            yield return new Problem($"{path}.targetColumn", ErrorCodes.PlanMissing, "The computed value has no target column.", "Name the column that takes it.");
        if (column.TargetColumn is not null && string.IsNullOrWhiteSpace(column.TargetColumn) && !computed)
            yield return new Problem($"{path}.targetColumn", ErrorCodes.PlanMissing, "The target column's name is empty.", "Name it, or leave targetColumn out to keep the source's name.");
        if (column.DefaultValue is { ValueKind: JsonValueKind.Object or JsonValueKind.Array })
            yield return new Problem($"{path}.defaultValue", ErrorCodes.PlanWrongType, "A default value is a single value.", "Write text, a number, true or false.");
    }
}
