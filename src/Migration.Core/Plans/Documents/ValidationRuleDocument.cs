using Migration.Core.Documents;
using Migration.Core.Problems;

namespace Migration.Core.Plans.Documents;

/// <summary>One item of <c>validations</c>, of a plan or of a table.</summary>
internal static class ValidationRuleDocument
{
    public static ValidationRule Read(MapReader map) => new()
    {
        Name = map.RequiredText("name"),
        Type = map.Required("type", ValueFormats.Enum<ValidationType>(), ValidationType.RowCount),
        Tables = map.Texts("tables"),
        Severity = map.Optional("severity", ValueFormats.Enum<Severity>(), Severity.Error),
    };

    public static MapNode Write(ValidationRule rule) => new MapWriter()
        .Text("name", rule.Name)
        .Enum("type", rule.Type)
        .Texts("tables", rule.Tables)
        .Enum("severity", rule.Severity)
        .ToNode();
}
