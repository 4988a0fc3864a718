using Migration.Core.Documents;
using Migration.Core.Templates;

namespace Migration.Cli.Results;

/// <summary>A template as a person chooses it.</summary>
/// <param name="IsOwn">It is a file of the home folder.</param>
internal sealed record TemplateView(string Id, string Name, string Category, string Description, bool IsOwn, IReadOnlyList<TemplateParameterView> Parameters)
{
    public static TemplateView Of(PlanTemplate template) => new(
        template.Id, template.Name, EnumText.Of(template.Category), template.Description, !TemplateStore.IsBuiltIn(template.Id), [.. template.Parameters.Select(TemplateParameterView.Of)]);
}
