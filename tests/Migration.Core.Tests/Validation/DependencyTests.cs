using Migration.Core.Errors;

namespace Migration.Core.Tests.Validation;

public class DependencyTests : PlanValidation
{
    [Fact]
    public void Accepts_OtherPlans() => Accepts(plan => plan with { Dependencies = ["a", "b"] });

    [Fact]
    public void Rejects_NoPlanId() => Rejects("dependencies[0]", ErrorCodes.PlanInvalidValue, plan => plan with { Dependencies = ["Not an id"] });

    [Fact]
    public void Rejects_Itself() => Rejects("dependencies[0]", ErrorCodes.PlanContradiction, plan => plan with { Dependencies = [plan.Id] });

    [Fact]
    public void Rejects_ADependencyTwice() => Rejects("dependencies[1]", ErrorCodes.PlanContradiction, plan => plan with { Dependencies = ["a", "a"] });
}
