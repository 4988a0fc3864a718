using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Migration.Connectors.Types;

/// <summary>JSON as values: keys in order and each once, the last of equal ones, no spaces, numbers without exponents.</summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonReaderOptions s_reading = new() { MaxDepth = 1024 };

    /// <summary>Null where the text is no JSON.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, s_reading);
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
                return null;
            var buffer = new ArrayBufferWriter<byte>(text.Length + 16);
            using (var writer = new Utf8JsonWriter(buffer, s_options))
                Write(writer, document.RootElement);
            return buffer.WrittenSpan.ToArray();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, value);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(DecimalText.Expand(Encoding.ASCII.GetBytes(value.GetRawText()))!, skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement value)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            members[member.Name] = member.Value;
        writer.WriteStartObject();
        foreach (var (name, member) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, member);
        }
        writer.WriteEndObject();
    }
}
