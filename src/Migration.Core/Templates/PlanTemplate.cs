using Migration.Core.Documents;

namespace Migration.Core.Templates;

/// <summary>A way to move tables, without what is moved and where: plans are made of it.</summary>
/// <param name="Plan">Keys of a plan; texts of it may name parameters.</param>
public sealed record PlanTemplate(string Id, string Name, TemplateCategory Category, string Description, IReadOnlyList<TemplateParameter> Parameters, MapNode Plan)
{
    /// <summary>The keys of a plan that a template may have.</summary>
    public static IReadOnlyList<string> PlanKeys { get; } = ["type", "strategy", "tables", "preConditions", "postActions", "validations", "configuration"];
}
