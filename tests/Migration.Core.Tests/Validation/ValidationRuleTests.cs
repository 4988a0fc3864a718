using Migration.Core.Errors;
using Migration.Core.Plans;

namespace Migration.Core.Tests.Validation;

public class ValidationRuleTests : PlanValidation
{
    [Fact]
    public void Accepts_RulesOfPlanAndTable() =>
        Accepts(plan => WithTable(plan, Users(Rule("table"))) with { Validations = [Rule("plan", "users")] });

    [Fact]
    public void Rejects_ANameTwice() =>
        Rejects("tables[0].validations[0].name", ErrorCodes.PlanContradiction, plan => WithTable(plan, Users(Rule("v"))) with { Validations = [Rule("v")] });

    [Fact]
    public void Rejects_ATableThatThePlanDoesNotMove() =>
        Rejects("validations[0].tables[0]", ErrorCodes.PlanContradiction, plan => WithTable(plan, Users()) with { Validations = [Rule("v", "user")] });

    [Fact]
    public void Rejects_TablesAtARuleOfOneTable() =>
        Rejects("tables[0].validations[0].tables", ErrorCodes.PlanContradiction, plan => WithTable(plan, Users(Rule("v", "users"))));

    private static TableMigration Users(params ValidationRule[] rules) => new() { SourceTable = "users", Validations = rules };

    private static ValidationRule Rule(string name, params string[] tables) => new() { Name = name, Type = ValidationType.RowCount, Tables = tables };
}
