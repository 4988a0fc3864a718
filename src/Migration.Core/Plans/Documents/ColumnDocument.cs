using System.Text.Json;
using Migration.Core.Documents;

namespace Migration.Core.Plans.Documents;

/// <summary>One item of <c>columns</c>.</summary>
internal static class ColumnDocument
{
    public static ColumnMapping Read(MapReader map) => new()
    {
        SourceColumn = map.TextOrNull("sourceColumn"),
        TargetColumn = map.TextOrNull("targetColumn"),
        DataType = map.TextOrNull("dataType"),
        Transform = map.MapOrNull("transform", TransformationDocument.Read),
        Required = map.Optional("required", ValueFormats.Boolean, false),
        DefaultValue = ReadScalar(map, "defaultValue"),
    };

    public static MapNode Write(ColumnMapping column)
    {
        var map = new MapWriter()
            .Text("sourceColumn", column.SourceColumn)
            .Text("targetColumn", column.TargetColumn)
            .Text("dataType", column.DataType)
            .Node("transform", column.Transform is { } transform ? TransformationDocument.Write(transform) : null);
        if (column.Required) map.Value("required", column.Required);
        return map.Node("defaultValue", WriteScalar(column.DefaultValue)).ToNode();
    }

    private static JsonElement? ReadScalar(MapReader map, string key)
    {
        var found = map.Find(key);
        if (found is ScalarNode scalar)
            return scalar.Kind == ScalarKind.Text ? JsonSerializer.SerializeToElement(scalar.Text) : JsonElement.Parse(scalar.Text);
        if (found is not null)
            map.Sink.Add(map.PathOf(key), map.Sink.Codes.WrongType, found, "A default value is a single value.", "Write text, a number, true or false.");
        return null;
    }

    private static ScalarNode? WriteScalar(JsonElement? value) => value?.ValueKind switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => ScalarNode.Of(value.Value.GetString()!),
        JsonValueKind.Number => new ScalarNode(value.Value.GetRawText(), ScalarKind.Number),
        _ => ScalarNode.Of(value.Value.GetBoolean()),
    };
}
