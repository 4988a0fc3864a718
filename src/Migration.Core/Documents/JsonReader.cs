using System.Text;
using System.Text.Json;

namespace Migration.Core.Documents;

/// <summary>Reads JSON as RFC 8259 has it: no comments, no trailing commas.</summary>
internal ref struct JsonReader
{
    private const int DeepestNesting = 32;

    private readonly ReadOnlySpan<byte> bytes;
    private Utf8JsonReader reader;
    private int countedBytes;
    private int line;
    private int lineStart;

    private JsonReader(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes;
        reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = DeepestNesting });
        line = 1;
    }

    public static DocumentNode? Read(string text, ProblemSink sink)
    {
        try
        {
            var json = new JsonReader(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')));
            json.reader.Read();
            var node = json.ReadNode();
            json.reader.Read();
            return node;
        }
        catch (JsonException e)
        {
            var at = ((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            var reason = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
            sink.Syntax(DocumentPath.Root, at, $"The text is not JSON: {reason}.", "Correct the line; missing commas and quotes are the usual causes.");
            return null;
        }
        catch (InvalidOperationException)
        {
            sink.Syntax(DocumentPath.Root, (0, 0), "The text is not JSON: a \\u escape stands for half a character.", "Write the character itself, or both of its escapes.");
            return null;
        }
    }

    private DocumentNode ReadNode()
    {
        var at = Position();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(at),
            JsonTokenType.StartArray => ReadList(at),
            JsonTokenType.String => new ScalarNode(reader.GetString()!, ScalarKind.Text, at.Line, at.Column),
            JsonTokenType.Number => new ScalarNode(Encoding.UTF8.GetString(reader.ValueSpan), ScalarKind.Number, at.Line, at.Column),
            JsonTokenType.True => ScalarNode.Of(true) with { Line = at.Line, Column = at.Column },
            JsonTokenType.False => ScalarNode.Of(false) with { Line = at.Line, Column = at.Column },
            _ => new ScalarNode("null", ScalarKind.Null, at.Line, at.Column),
        };
    }

    private MapNode ReadMap((int Line, int Column) at)
    {
        var entries = new List<MapEntry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (keyLine, keyColumn) = Position();
            var key = reader.GetString()!;
            reader.Read();
            entries.Add(new MapEntry(key, ReadNode(), keyLine, keyColumn));
        }

        return new MapNode(entries, at.Line, at.Column);
    }

    private ListNode ReadList((int Line, int Column) at)
    {
        var items = new List<DocumentNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(ReadNode());
        return new ListNode(items, at.Line, at.Column);
    }

    private (int Line, int Column) Position()
    {
        var start = (int)reader.TokenStartIndex;
        for (; countedBytes < start; countedBytes++)
        {
            if (bytes[countedBytes] != (byte)'\n') continue;
            line++;
            lineStart = countedBytes + 1;
        }

        return (line, start - lineStart + 1);
    }
}
