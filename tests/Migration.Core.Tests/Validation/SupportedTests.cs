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
    [InlineData(MigrationStrategy.Batch)]
    [InlineData(MigrationStrategy.Incremental)]
    [InlineData(MigrationStrategy.Bulk)]
    public void Accepts_AStrategy(MigrationStrategy strategy) => Accepts(plan => plan with { Strategy = strategy });

    [Fact]
    public void Rejects_TheStrategyStream() =>
        Rejects("strategy", ErrorCodes.PlanUnsupported, plan => plan with { Strategy = MigrationStrategy.Stream });

    [Fact]
    public void Rejects_RowsThatStay_WhereNoneWouldGo() =>
        Rejects("configuration.removeExtra", ErrorCodes.PlanContradiction, plan => plan with { Configuration = new() { RemoveExtra = false } });

    [Fact]
    public void Rejects_ASynchronizationThatMovesNoRows() =>
        Rejects("strategy", ErrorCodes.PlanContradiction, plan => plan with { Strategy = MigrationStrategy.Incremental, Type = MigrationType.Schema });

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
}
