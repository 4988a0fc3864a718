using System.Text.Json;
using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Validation;

public class ColumnTests : PlanValidation
{
    private const string Column = "tables[0].columns[0]";

    [Fact]
    public void Accepts_OneSourceForTwoTargets() =>
        Accepts(plan => WithColumns(plan, new ColumnMapping { SourceColumn = "a" }, new ColumnMapping { SourceColumn = "a", TargetColumn = "b" }));

    [Fact]
    public void Rejects_ATargetColumnTwice() =>
        Rejects("tables[0].columns[1]", ErrorCodes.PlanContradiction, plan => WithColumns(plan, new ColumnMapping { SourceColumn = "a" }, new ColumnMapping { SourceColumn = "b", TargetColumn = "a" }));

    [Fact]
    public void Rejects_AMappingWithoutSource() =>
        Rejects($"{Column}.sourceColumn", ErrorCodes.PlanMissing, plan => WithColumns(plan, new ColumnMapping { TargetColumn = "a" }));

    [Fact]
    public void Rejects_ABlankTargetColumn() =>
        Rejects($"{Column}.targetColumn", ErrorCodes.PlanMissing, plan => WithColumns(plan, new ColumnMapping { SourceColumn = "a", TargetColumn = "" }));

    [Fact]
    public void Accepts_ADefaultOfOneValue() =>
        Accepts(plan => WithColumns(plan, new ColumnMapping { SourceColumn = "a", Required = true, DefaultValue = JsonElement.Parse("1") }));

    [Fact]
    public void Rejects_ADefaultOfManyValues() =>
        Rejects($"{Column}.defaultValue", ErrorCodes.PlanWrongType, plan => WithColumns(plan, new ColumnMapping { SourceColumn = "a", DefaultValue = JsonElement.Parse("[1]") }));

    [Theory]
    [InlineData(TransformationType.Map, null, null)]
    [InlineData(TransformationType.Convert, null, "REAL")]
    [InlineData(TransformationType.Compute, "lower(a)", null)]
    public void Accepts_ATransformWithItsParts(TransformationType type, string? expression, string? dataType) =>
        Accepts(plan => WithColumns(plan, Transformed("a", type, expression, dataType)));

    [Theory]
    [InlineData(TransformationType.Map, "x", null, "expression", ErrorCodes.PlanContradiction)]
    [InlineData(TransformationType.Map, null, "REAL", "dataType", ErrorCodes.PlanContradiction)]
    [InlineData(TransformationType.Convert, null, null, "dataType", ErrorCodes.PlanMissing)]
    [InlineData(TransformationType.Convert, "x", "REAL", "expression", ErrorCodes.PlanContradiction)]
    [InlineData(TransformationType.Compute, " ", null, "expression", ErrorCodes.PlanMissing)]
    [InlineData(TransformationType.Compute, "x", "REAL", "dataType", ErrorCodes.PlanContradiction)]
    [InlineData(TransformationType.Filter, "x", null, "type", ErrorCodes.PlanContradiction)]
    public void Rejects_ATransformWithOtherParts(TransformationType type, string? expression, string? dataType, string key, string code) =>
        Rejects($"{Column}.transform.{key}", code, plan => WithColumns(plan, Transformed("a", type, expression, dataType)));

    [Fact]
    public void Accepts_AComputedColumnWithoutSource() =>
        Accepts(plan => WithColumns(plan, Transformed(null, TransformationType.Compute, "1", null) with { TargetColumn = "one" }));

    [Fact]
    public void Rejects_AComputedColumnWithoutTarget() =>
        Rejects($"{Column}.targetColumn", ErrorCodes.PlanMissing, plan => WithColumns(plan, Transformed(null, TransformationType.Compute, "1", null)));

    private static ColumnMapping Transformed(string? source, TransformationType type, string? expression, string? dataType) =>
        new() { SourceColumn = source, Transform = new DataTransformation { Type = type, Expression = expression, DataType = dataType } };
}
