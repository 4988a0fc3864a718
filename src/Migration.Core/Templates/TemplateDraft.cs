using Migration.Core.Documents;
using Migration.Core.Plans;
using Migration.Core.Plans.Documents;

namespace Migration.Core.Templates;

/// <summary>Makes a template of a plan: how it moves its tables, without where from and where to.</summary>
public static class TemplateDraft
{
    public static PlanTemplate Of(MigrationPlan plan, string name)
    {
        var document = PlanDocument.Write(plan);
        var kept = new MapNode([.. document.Entries.Where(entry => PlanTemplate.PlanKeys.Contains(entry.Key))]);
        return new PlanTemplate(PlanId.Of(name), name, TemplateCategory.Custom, plan.Description, [], kept);
    }
}
