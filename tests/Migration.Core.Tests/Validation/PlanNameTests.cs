using Migration.Core.Errors;

namespace Migration.Core.Tests.Validation;

public class PlanNameTests : PlanValidation
{
    [Theory]
    [InlineData("a")]
    [InlineData("user_data-2")]
    public void Accepts_AnId(string id) => Accepts(plan => plan with { Id = id });

    [Theory]
    [InlineData("")]
    [InlineData("Users")]
    [InlineData("-a")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    public void Rejects_AnId(string id) => Rejects("id", ErrorCodes.PlanInvalidValue, plan => plan with { Id = id });

    [Fact]
    public void Accepts_ANameInAnyScript() => Accepts(plan => plan with { Name = "Données 🌱" });

    [Fact]
    public void Rejects_ABlankName() => Rejects("name", ErrorCodes.PlanMissing, plan => plan with { Name = " " });

    [Fact]
    public void Rejects_ANameOfTwoLines() => Rejects("name", ErrorCodes.PlanInvalidValue, plan => plan with { Name = "a\nb" });

    [Fact]
    public void Rejects_NoSource() => Rejects("sourceDatabase", ErrorCodes.PlanMissing, plan => plan with { SourceDatabase = "" });

    [Fact]
    public void Rejects_NoTarget() => Rejects("targetDatabase", ErrorCodes.PlanMissing, plan => plan with { TargetDatabase = "" });
}
