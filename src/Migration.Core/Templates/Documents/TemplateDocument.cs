using System.Diagnostics.CodeAnalysis;
using Migration.Core.Documents;
using Migration.Core.Plans;

namespace Migration.Core.Templates.Documents;

/// <summary>A template as a document, both ways.</summary>
internal static class TemplateDocument
{
    public static PlanTemplate Read(MapReader map)
    {
        var template = new PlanTemplate(
            map.Required("id", TemplateId, ""),
            map.RequiredText("name"),
            map.Required("category", ValueFormats.Enum<TemplateCategory>(), TemplateCategory.Custom),
            map.TextOrNull("description") ?? "",
            map.Maps("parameters", ParameterDocument.Read),
            map.MapOrNull("plan", plan => Plan(map, plan)) ?? new MapNode([]));
        foreach (var twice in template.Parameters.GroupBy(parameter => parameter.Name).Where(group => group.Count() > 1))
            map.Sink.Add("parameters", map.Sink.Codes.InvalidValue, (0, 0), $"Two parameters are named '{twice.Key}'.", "Give each its own name.");
        return template;
    }

    public static MapNode Write(PlanTemplate template) => new MapWriter()
        .Text("id", template.Id)
        .Text("name", template.Name)
        .Enum("category", template.Category)
        .Text("description", template.Description)
        .Maps("parameters", template.Parameters, ParameterDocument.Write)
        .Node("plan", template.Plan)
        .ToNode();

    private static ValueFormat<string> TemplateId { get; } =
        new("an id of up to 80 lower-case letters, digits, '_' and '-'", scalar => scalar.Kind == ScalarKind.Text, IsId);

    private static bool IsId(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return PlanId.IsValid(text);
    }

    /// <summary>As it stands: placeholders are filled in before a plan is read of it. Its keys are those of a plan that say how, not what.</summary>
    private static MapNode Plan(MapReader template, MapReader plan)
    {
        foreach (var unknown in plan.Keys().Except(PlanTemplate.PlanKeys))
            plan.Sink.Add(plan.PathOf(unknown), plan.Sink.Codes.UnknownKey, (0, 0), $"A template's plan has no key '{unknown}'.", Suggestion.Sentence(unknown, [.. PlanTemplate.PlanKeys]));
        return (MapNode)template.Find("plan")!;
    }
}
