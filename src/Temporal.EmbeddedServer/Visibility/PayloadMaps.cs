using Google.Protobuf.Collections;

namespace Temporal.EmbeddedServer.Visibility;

/// <summary>Memo and search attributes are maps of payloads; a null payload removes its key.</summary>
internal static class PayloadMaps
{
    public static void Merge(MapField<string, Payload> target, MapField<string, Payload> changes)
    {
        foreach (var (key, payload) in changes)
        {
            if (IsNull(payload))
            {
                target.Remove(key);
            }
            else
            {
                target[key] = payload.Clone();
            }
        }
    }

    public static bool IsNull(Payload payload) =>
        (payload.Metadata.TryGetValue("encoding", out var encoding) && encoding.ToStringUtf8() == "binary/null")
        || payload.Data.Length == 0
        || payload.Data.Span.SequenceEqual("null"u8)
        || payload.Data.Span.SequenceEqual("[]"u8);
}
