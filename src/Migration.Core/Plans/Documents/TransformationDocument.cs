using Migration.Core.Documents;

namespace Migration.Core.Plans.Documents;

/// <summary>A <c>transform</c> of a column, or one item of a table's <c>transformations</c>.</summary>
internal static class TransformationDocument
{
    public static DataTransformation Read(MapReader map) => new()
    {
        Type = map.Required("type", ValueFormats.Enum<TransformationType>(), TransformationType.Map),
        Expression = map.TextOrNull("expression"),
        DataType = map.TextOrNull("dataType"),
    };

    public static MapNode Write(DataTransformation transformation) => new MapWriter()
        .Enum("type", transformation.Type)
        .Text("expression", transformation.Expression)
        .Text("dataType", transformation.DataType)
        .ToNode();
}
