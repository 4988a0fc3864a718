using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Validation;

public class SupportedTests : PlanValidation
{
    [Theory]
    [InlineData(MigrationType.Data)]
    [InlineData(MigrationType.Schema)]
    [InlineData(MigrationType.Combined)]
    public void Accepts_AType(MigrationType type) => Accepts(plan => plan with { Type = type });

    [Fact]
    public void Rejects_TheTypeTransform() => Rejects("type", ErrorCodes.PlanUnsupported, plan => plan with { Type = MigrationType.Transform });

    [Theory]
    [InlineData(MigrationStrategy.Stream)]
    [InlineData(MigrationStrategy.Parallel)]
    [InlineData(MigrationStrategy.Incremental)]
    [InlineData(MigrationStrategy.Bulk)]
    public void Rejects_AStrategy(MigrationStrategy strategy) =>
        Rejects("strategy", ErrorCodes.PlanUnsupported, plan => plan with { Strategy = strategy });

    [Theory]
    [InlineData(TransformationType.Aggregate)]
    [InlineData(TransformationType.Lookup)]
    [InlineData(TransformationType.Custom)]
    public void Rejects_ATransformationOfATable(TransformationType type) =>
        Rejects("tables[0].transformations[0].type", ErrorCodes.PlanUnsupported, plan => WithTable(plan, new TableMigration
        {
            SourceTable = "users",
            Transformations = [new DataTransformation { Type = type, Expression = "x" }],
        }));

    [Fact]
    public void Rejects_ATransformationOfAColumn() =>
        Rejects("tables[0].columns[0].transform.type", ErrorCodes.PlanUnsupported, plan => WithColumns(plan, new ColumnMapping
        {
            SourceColumn = "a",
            Transform = new DataTransformation { Type = TransformationType.Lookup },
        }));

    [Theory]
    [InlineData(ValidationType.RowCount)]
    [InlineData(ValidationType.Accuracy)]
    public void Accepts_AValidation(ValidationType type) =>
        Accepts(plan => plan with { Validations = [new ValidationRule { Name = "v", Type = type }] });

    [Theory]
    [InlineData(ValidationType.DataQuality)]
    [InlineData(ValidationType.Integrity)]
    [InlineData(ValidationType.Consistency)]
    [InlineData(ValidationType.Completeness)]
    [InlineData(ValidationType.Custom)]
    public void Rejects_AValidation(ValidationType type) =>
        Rejects("validations[0].type", ErrorCodes.PlanUnsupported, plan => plan with { Validations = [new ValidationRule { Name = "v", Type = type }] });
}
