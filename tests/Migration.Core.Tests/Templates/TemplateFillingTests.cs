using Migration.Core.Plans;
using Migration.Core.Problems;
using Migration.Core.Templates;

namespace Migration.Core.Tests.Templates;

public class TemplateFillingTests
{
    private static readonly PlanTemplate s_template = TemplateFile.Read("""
        id: own
        name: Own
        category: custom
        parameters:
          - { name: rows, type: int, default: 10, validation: 1..100 }
          - { name: undo, type: bool, default: true }
          - { name: mail, type: string, required: true, validation: "[a-z]+" }
          - { name: allowed, type: array, default: [a, b], validation: "[a-z]" }
        plan:
          strategy: PARALLEL
          validations:
            - { name: "of ${mail}", type: DATA_QUALITY, check: ALLOWED_VALUES, columns: ["${mail}"], values: "${allowed}" }
          configuration: { batchSize: "${rows}", enableRollback: "${undo}" }
        """).ValueOrThrow("The template");

    [Fact]
    public void Fill_WithValues_PutsEachWhereItIsNamed()
    {
        var plan = Fill(("rows", "42"), ("undo", "false"), ("mail", "mail"), ("allowed", "x, y,z"));

        Assert.Equal((MigrationStrategy.Parallel, 42, false), (plan.Strategy, plan.Configuration.BatchSize, plan.Configuration.EnableRollback));
        var rule = Assert.Single(plan.Validations);
        Assert.Equal(("of mail", "mail", "x y z"), (rule.Name, Assert.Single(rule.Columns), string.Join(' ', rule.Values)));
    }

    [Fact]
    public void Fill_WithoutValues_TakesTheDefaults() => Assert.Equal(10, Fill(("mail", "mail")).Configuration.BatchSize);

    [Theory]
    [InlineData("parameters.rows", "PLAN_INVALID_VALUE", "rows", "101")]
    [InlineData("parameters.rows", "PLAN_INVALID_VALUE", "rows", "many")]
    [InlineData("parameters.undo", "PLAN_INVALID_VALUE", "undo", "perhaps")]
    [InlineData("parameters.mail", "PLAN_INVALID_VALUE", "mail", "A1")]
    [InlineData("parameters.allowed", "PLAN_INVALID_VALUE", "allowed", "a,bc")]
    [InlineData("parameters.row", "PLAN_UNKNOWN_KEY", "row", "1")]
    public void Fill_WithAValueThatIsNone_IsRefusedByName(string path, string code, string name, string value)
    {
        var refused = Assert.Throws<ProblemsException>(() => Fill(name == "mail" ? [(name, value)] : [("mail", "mail"), (name, value)]));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal((path, code), (problem.Path, problem.Code));
        Assert.NotEmpty(problem.Fix);
    }

    [Fact]
    public void Fill_WithoutWhatIsRequired_NamesIt() =>
        Assert.Equal(("parameters.mail", "PLAN_MISSING_VALUE"), Assert.Throws<ProblemsException>(() => Fill()).Problems.Select(problem => (problem.Path, problem.Code)).Single());

    [Theory]
    [InlineData("plan: { sourceDatabase: A }", "plan.sourceDatabase")]
    [InlineData("plan: {}\nparameters: [{ name: a }, { name: a }]", "parameters")]
    [InlineData("plan: {}\ncolour: red", "colour")]
    [InlineData("plan: {}\nparameters: [{ name: a, type: int, validation: some }]", "parameters[0].validation")]
    [InlineData("plan: {}\nparameters: [{ name: a, validation: '[' }]", "parameters[0].validation")]
    [InlineData("plan: {}\nparameters: [{ name: a, validation: '(?=x)' }]", "parameters[0].validation")]
    [InlineData("plan: {}\nparameters: [{ name: a, type: bool, validation: 'true' }]", "parameters[0].validation")]
    public void Read_OfWhatATemplateDoesNotHave_IsRefused(string more, string path) =>
        Assert.Contains(path, TemplateFile.Read($"id: a\nname: A\ncategory: custom\n{more}").Problems.Select(problem => problem.Path));

    private static MigrationPlan Fill(params (string Name, string Value)[] values) =>
        TemplateFilling.Fill(s_template, values.ToDictionary(value => value.Name, value => value.Value));
}
