using Migration.Core.Errors;
using Migration.Core.Plans;
using Migration.Core.Tests.Plans;
using Migration.Core.Validation;

namespace Migration.Core.Tests.Validation;

public class PlanValidatorTests
{
    [Fact]
    public void Validate_AFullPlan_FindsNothing() => Assert.Empty(PlanValidator.Validate(SamplePlans.Full));

    [Fact]
    public void Validate_SeveralMistakes_FindsAll()
    {
        var plan = SamplePlans.Minimal with
        {
            Id = "No Id",
            Strategy = MigrationStrategy.Stream,
            Configuration = new MigrationConfiguration { BatchSize = 0, UseTransactions = false },
        };

        Assert.Equal(
            [
                ("configuration.batchSize", ErrorCodes.PlanInvalidValue),
                ("configuration.useTransactions", ErrorCodes.PlanUnsupported),
                ("id", ErrorCodes.PlanInvalidValue),
                ("strategy", ErrorCodes.PlanUnsupported),
            ],
            PlanValidator.Validate(plan).Select(p => (p.Path, p.Code)).Order());
    }
}
