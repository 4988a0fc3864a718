using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Temporal.EmbeddedServer.Storage;

namespace Temporal.EmbeddedServer.Visibility;

/// <summary>Reads the payload of a search attribute into what the column holds.</summary>
internal static class SearchAttributeValue
{
    /// <summary>The value, or null if the payload does not hold one of that type.</summary>
    public static JsonNode? Read(Payload payload, IndexedValueType type)
    {
        try
        {
            return Convert(JsonNode.Parse(payload.Data.Span), type);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    public static long Nanoseconds(DateTimeOffset time) =>
        UnixTime.Of(Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time));

    private static JsonNode? Convert(JsonNode? json, IndexedValueType type) => (type, json) switch
    {
        (IndexedValueType.KeywordList, JsonArray list) => list.All(IsString) ? list : null,
        (IndexedValueType.KeywordList, JsonValue value) when IsString(value) => new JsonArray(value.DeepClone()),
        (IndexedValueType.Keyword or IndexedValueType.Text, JsonValue value) when IsString(value) => value,
        // Some clients send a list with the one value.
        (not IndexedValueType.KeywordList, JsonArray { Count: 1 } list) => Convert(list[0]?.DeepClone(), type),
        (IndexedValueType.Int, JsonValue value) when value.TryGetValue<long>(out _) => value,
        (IndexedValueType.Double, JsonValue value) when value.TryGetValue<double>(out _) => value,
        (IndexedValueType.Bool, JsonValue value) when value.TryGetValue<bool>(out _) => value,
        (IndexedValueType.Datetime, JsonValue value) when IsString(value) => Nanoseconds(ParseTime(value.GetValue<string>())),
        _ => null,
    };

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static bool IsString(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;
}
