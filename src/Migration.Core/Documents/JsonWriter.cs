using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Migration.Core.Documents;

/// <summary>Writes a tree as JSON; compact, it is the canonical form that fingerprints are taken of.</summary>
internal static class JsonWriter
{
    public static string Write(DocumentNode node, bool indented)
    {
        using var buffer = new MemoryStream();
        // Relaxed: the text goes to files and terminals, never into HTML, and 'Grün' should read so.
        var options = new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options)) Write(writer, node);
        return Encoding.UTF8.GetString(buffer.ToArray()) + (indented ? "\n" : "");
    }

    private static void Write(Utf8JsonWriter writer, DocumentNode node)
    {
        switch (node)
        {
            case MapNode map:
                WriteMap(writer, map);
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case ScalarNode { Kind: ScalarKind.Text } scalar:
                writer.WriteStringValue(scalar.Text);
                break;
            case ScalarNode scalar:
                writer.WriteRawValue(scalar.Text);
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, MapNode map)
    {
        writer.WriteStartObject();
        foreach (var entry in map.Entries)
        {
            writer.WritePropertyName(entry.Key);
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }
}
