using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Common;

/// <summary>Wire form of a search attribute: plain JSON with the type's name in the metadata, never encoded.</summary>
internal static class SearchAttributePayload
{
    private static readonly Dictionary<IndexedValueType, ByteString> Names =
        Enum.GetValues<IndexedValueType>().ToDictionary(type => type, type => ByteString.CopyFromUtf8(type.ToString()));

    public static Payload Create(SearchAttributeKey key, object? value)
    {
        var payload = DataConverter.Default.PayloadConverter.ToPayload(value);
        payload.Metadata["type"] = Names[key.ValueType];
        return payload;
    }

    /// <summary>Null where the server holds an empty value.</summary>
    public static (object Value, IndexedValueType Type)? Read(Payload payload)
    {
        var type = TypeOf(payload);
        if (payload.Data.IsEmpty)
            return null;
        var element = DataConverter.Default.PayloadConverter.ToValue<JsonElement>(payload);
        return element.ValueKind == JsonValueKind.Null ? null : (Read(element, type), type);
    }

    private static IndexedValueType TypeOf(Payload payload)
    {
        if (!payload.Metadata.TryGetValue("type", out var name))
            throw new ArgumentException("The search attribute names no type", nameof(payload));
        // Some servers answer INDEXED_VALUE_TYPE_KEYWORD_LIST where others say KeywordList.
        var text = name.ToStringUtf8()
            .Replace("INDEXED_VALUE_TYPE_", string.Empty, StringComparison.Ordinal)
            .Replace("_", string.Empty, StringComparison.Ordinal);
        return Enum.TryParse<IndexedValueType>(text, ignoreCase: true, out var type)
            ? type
            : throw new ArgumentException($"Unknown search attribute type {name.ToStringUtf8()}", nameof(payload));
    }

    private static object Read(JsonElement element, IndexedValueType type) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select(item => item.GetString()!).ToList(),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.Number when type == IndexedValueType.Int => element.GetInt64(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String when type == IndexedValueType.Datetime && element.TryGetDateTimeOffset(out var time) => time,
        // A list of one may come as a bare string.
        JsonValueKind.String when type == IndexedValueType.KeywordList => new List<string> { element.GetString()! },
        JsonValueKind.String => element.GetString()!,
        _ => throw new ArgumentException($"A search attribute can't be a JSON {element.ValueKind}", nameof(element)),
    };
}
