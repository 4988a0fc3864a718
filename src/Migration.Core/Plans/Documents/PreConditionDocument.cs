using Migration.Core.Documents;
using Migration.Core.Problems;

namespace Migration.Core.Plans.Documents;

/// <summary>One item of <c>preConditions</c>.</summary>
internal static class PreConditionDocument
{
    public static PreCondition Read(MapReader map) => new()
    {
        Name = map.RequiredText("name"),
        Side = map.Optional("side", ValueFormats.Enum<PlanSide>(), PlanSide.Source),
        Query = map.RequiredText("query"),
        Expected = map.Find("expected") is null ? null : map.Optional("expected", ValueFormats.AnyText, ""),
        Severity = map.Optional("severity", ValueFormats.Enum<Severity>(), Severity.Error),
    };

    public static MapNode Write(PreCondition condition) => new MapWriter()
        .Text("name", condition.Name)
        .Enum("side", condition.Side)
        .Text("query", condition.Query)
        .Node("expected", condition.Expected is { } expected ? ScalarNode.Of(expected) : null)
        .Enum("severity", condition.Severity)
        .ToNode();
}
