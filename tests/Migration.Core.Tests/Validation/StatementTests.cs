using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Validation;

public class StatementTests : PlanValidation
{
    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("  select(1)")]
    [InlineData("WITH x AS (SELECT 1) SELECT * FROM x")]
    public void Accepts_AQuestion(string query) => Accepts(plan => plan with { PreConditions = [new PreCondition { Name = "p", Query = query }] });

    [Theory]
    [InlineData("")]
    [InlineData("DELETE FROM users")]
    [InlineData("selective")]
    public void Rejects_WhatAsksNothing(string query) =>
        Rejects("preConditions[0].query", ErrorCodes.PlanInvalidValue, plan => plan with { PreConditions = [new PreCondition { Name = "p", Query = query }] });

    [Fact]
    public void Rejects_APreConditionsNameTwice() =>
        Rejects("preConditions[1].name", ErrorCodes.PlanContradiction, plan => plan with { PreConditions = [Condition(), Condition()] });

    [Fact]
    public void Accepts_APostAction() => Accepts(plan => plan with { PostActions = [Action()] });

    [Fact]
    public void Rejects_AnEmptyPostAction() =>
        Rejects("postActions[0].statement", ErrorCodes.PlanMissing, plan => plan with { PostActions = [Action() with { Statement = " " }] });

    [Fact]
    public void Rejects_APostActionsNameTwice() =>
        Rejects("postActions[1].name", ErrorCodes.PlanContradiction, plan => plan with { PostActions = [Action(), Action()] });

    private static PreCondition Condition() => new() { Name = "p", Query = "SELECT 1" };

    private static PostAction Action() => new() { Name = "a", Statement = "ANALYZE" };
}
