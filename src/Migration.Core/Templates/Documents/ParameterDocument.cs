using Migration.Core.Documents;

namespace Migration.Core.Templates.Documents;

/// <summary>One of a template's <c>parameters</c>.</summary>
internal static class ParameterDocument
{
    public static TemplateParameter Read(MapReader map)
    {
        var parameter = new TemplateParameter(
            map.RequiredText("name"),
            map.Optional("type", ValueFormats.Enum<ParameterType>(), ParameterType.Text),
            map.TextOrNull("description") ?? "",
            map.Optional("required", ValueFormats.Boolean, fallback: false),
            map.Find("default"),
            map.TextOrNull("validation"));
        if (!ParameterValue.IsSound(parameter))
            map.Sink.Add(map.PathOf("validation"), map.Sink.Codes.InvalidValue, map.Find("validation")!,
                $"'{parameter.Validation}' is no validation of the type {EnumText.Of(parameter.Type)}.", "Write bounds such as 1..64 for int, a regular expression without look-around for string and array, and nothing for bool.");
        return parameter;
    }

    public static MapNode Write(TemplateParameter parameter) => new MapWriter()
        .Text("name", parameter.Name)
        .Enum("type", parameter.Type)
        .Text("description", parameter.Description)
        .Value("required", parameter.Required)
        .Node("default", parameter.Default)
        .Text("validation", parameter.Validation)
        .ToNode();
}
