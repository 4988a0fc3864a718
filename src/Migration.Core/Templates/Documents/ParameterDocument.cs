using Migration.Core.Documents;

namespace Migration.Core.Templates.Documents;

/// <summary>One of a template's <c>parameters</c>.</summary>
internal static class ParameterDocument
{
    public static TemplateParameter Read(MapReader map) => new(
        map.RequiredText("name"),
        map.Optional("type", ValueFormats.Enum<ParameterType>(), ParameterType.Text),
        map.TextOrNull("description") ?? "",
        map.Optional("required", ValueFormats.Boolean, fallback: false),
        map.Find("default"),
        map.TextOrNull("validation"));

    public static MapNode Write(TemplateParameter parameter) => new MapWriter()
        .Text("name", parameter.Name)
        .Enum("type", parameter.Type)
        .Text("description", parameter.Description)
        .Value("required", parameter.Required)
        .Node("default", parameter.Default)
        .Text("validation", parameter.Validation)
        .ToNode();
}
