using Migration.Core.Documents;
using Migration.Core.Plans;
using Migration.Core.Templates;
using Migration.Core.Validation;

namespace Migration.Core.Tests.Templates;

/// <summary>Each template of the product makes a plan that the product can run.</summary>
public class BuiltInTemplatesTests
{
    public static TheoryData<string> Ids() => [.. TemplateStore.BuiltIn.Select(template => template.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Template_AsItIs_MakesASoundPlan(string id)
    {
        var template = TemplateStore.BuiltIn.Single(candidate => candidate.Id == id);
        var plan = TemplateFilling.Fill(template, new Dictionary<string, string>());

        Assert.Empty(PlanValidator.Validate(plan));
        Assert.DoesNotContain("${", PlanFile.Write(plan, DocumentFormat.Yaml), StringComparison.Ordinal);
        Assert.True(template is { Name.Length: > 0, Description.Length: > 0 } && template.Parameters.All(parameter => parameter.Description.Length > 0));
    }

    [Fact]
    public void Templates_OfTheSpecification_AreThere()
    {
        var sync = TemplateStore.BuiltIn.Single(template => template.Id == "incremental-sync-template");

        Assert.Equal((TemplateCategory.Standard, MigrationStrategy.Incremental), (sync.Category, TemplateFilling.Fill(sync, new Dictionary<string, string>()).Strategy));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Template_Written_ReadsBack(string id)
    {
        var template = TemplateStore.BuiltIn.Single(candidate => candidate.Id == id);

        Assert.Equal(TemplateFile.Write(template), TemplateFile.Write(TemplateFile.Read(TemplateFile.Write(template)).ValueOrThrow(id)));
    }
}
