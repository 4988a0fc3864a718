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
        Side = map.Optional("side", ValueFormats.Enum<PlanSide>(), PlanSide.Target),
        Check = map.ValueOrNull("check", ValueFormats.Enum<QualityCheck>()),
        Columns = map.Texts("columns"),
        Minimum = ValueOrNull(map, "minimum"),
        Maximum = ValueOrNull(map, "maximum"),
        Pattern = map.TextOrNull("pattern"),
        Values = map.Values("values"),
        MaxAge = map.ValueOrNull("maxAge", ValueFormats.Duration),
        ReferencedTable = map.TextOrNull("referencedTable"),
        ReferencedColumns = map.Texts("referencedColumns"),
        Aggregates = map.Texts("aggregates"),
        Query = map.TextOrNull("query"),
        TargetQuery = map.TextOrNull("targetQuery"),
        Tolerance = map.ValueOrNull("tolerance", ValueFormats.Number),
        Expected = ValueOrNull(map, "expected"),
        Confidence = map.ValueOrNull("confidence", ValueFormats.Number),
        Margin = map.ValueOrNull("margin", ValueFormats.Number),
    };

    public static MapNode Write(ValidationRule rule) => new MapWriter()
        .Text("name", rule.Name)
        .Enum("type", rule.Type)
        .Texts("tables", rule.Tables)
        .Enum("severity", rule.Severity)
        .Node("side", rule.Side == PlanSide.Target ? null : ScalarNode.Of(EnumText.Of(rule.Side)))
        .Node("check", rule.Check is { } check ? ScalarNode.Of(EnumText.Of(check)) : null)
        .Texts("columns", rule.Columns)
        .Node("minimum", ScalarOrNull(rule.Minimum))
        .Node("maximum", ScalarOrNull(rule.Maximum))
        .Text("pattern", rule.Pattern)
        .Texts("values", rule.Values)
        .Value("maxAge", rule.MaxAge)
        .Text("referencedTable", rule.ReferencedTable)
        .Texts("referencedColumns", rule.ReferencedColumns)
        .Texts("aggregates", rule.Aggregates)
        .Text("query", rule.Query)
        .Text("targetQuery", rule.TargetQuery)
        .Node("tolerance", NumberOrNull(rule.Tolerance))
        .Node("expected", ScalarOrNull(rule.Expected))
        .Node("confidence", NumberOrNull(rule.Confidence))
        .Node("margin", NumberOrNull(rule.Margin))
        .ToNode();

    private static string? ValueOrNull(MapReader map, string key) =>
        map.Find(key) is null ? null : map.Optional(key, ValueFormats.AnyText, "");

    private static ScalarNode? NumberOrNull(decimal? number) =>
        number is null ? null : new ScalarNode(ValueFormats.Written(number.Value), ScalarKind.Number);

    private static ScalarNode? ScalarOrNull(string? text) => text is null ? null : ScalarNode.Of(text);
}
