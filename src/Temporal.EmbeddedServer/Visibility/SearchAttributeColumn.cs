using System.Text.Json.Nodes;

namespace Temporal.EmbeddedServer.Visibility;

/// <summary>The column that visibility queries look into: a JSON object of the run's search attributes.</summary>
internal static class SearchAttributeColumn
{
    public static string Write(RunRecord record)
    {
        var column = new JsonObject();
        foreach (var (name, payload) in record.SearchAttributes.IndexedFields)
        {
            if (payload.Metadata.TryGetValue("type", out var type) && Enum.TryParse<IndexedValueType>(type.ToStringUtf8(), out var valueType))
            {
                column[name] = SearchAttributeValue.Read(payload, valueType)?.DeepClone();
            }
        }

        return column.ToJsonString();
    }
}
