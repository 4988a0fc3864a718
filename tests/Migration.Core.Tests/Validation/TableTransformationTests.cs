using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Validation;

public class TableTransformationTests : PlanValidation
{
    [Fact]
    public void Accepts_AFilter() => Accepts(plan => With(plan, TransformationType.Filter, "a > 1"));

    [Fact]
    public void Rejects_AFilterWithoutCondition() =>
        Rejects("tables[0].transformations[0].expression", ErrorCodes.PlanMissing, plan => With(plan, TransformationType.Filter, null));

    [Theory]
    [InlineData(TransformationType.Map)]
    [InlineData(TransformationType.Convert)]
    [InlineData(TransformationType.Compute)]
    public void Rejects_ATransformationOfOneValue(TransformationType type) =>
        Rejects("tables[0].transformations[0].type", ErrorCodes.PlanContradiction, plan => With(plan, type, "x"));

    private static MigrationPlan With(MigrationPlan plan, TransformationType type, string? expression) =>
        WithTable(plan, new TableMigration { SourceTable = "users", Transformations = [new DataTransformation { Type = type, Expression = expression }] });
}
