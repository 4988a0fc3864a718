using Migration.Core.Errors;

namespace Migration.Core.Tests.Validation;

public class PlanSidesTests : PlanValidation
{
    [Fact]
    public void Accepts_AnotherSchemaOfTheSameDatabase() =>
        Accepts(plan => plan with { TargetDatabase = plan.SourceDatabase, TargetSchema = "other" });

    [Fact]
    public void Rejects_TheSameSchema() =>
        Rejects("targetSchema", ErrorCodes.PlanContradiction, plan => plan with { TargetDatabase = plan.SourceDatabase });
}
