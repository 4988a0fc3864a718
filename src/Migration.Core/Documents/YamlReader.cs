using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Migration.Core.Documents;

/// <summary>Reads one YAML document of maps, lists and scalars. Aliases, tags and further documents are refused: a plan says what it means where it means it.</summary>
internal sealed class YamlReader
{
    private const int DeepestNesting = 32;

    private readonly Parser parser;
    private readonly ProblemSink sink;

    private YamlReader(string text, ProblemSink sink)
    {
        parser = new Parser(new StringReader(text));
        this.sink = sink;
    }

    public static DocumentNode? Read(string text, ProblemSink sink)
    {
        try
        {
            return new YamlReader(text, sink).ReadStream();
        }
        catch (YamlException e)
        {
            sink.Syntax(DocumentPath.Root, Position(e.Start), $"The text is not YAML: {Sentence(e)}", "Correct the line; indentation and quotes are the usual causes.");
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The scanner ends so on some malformed input, without a position.
            sink.Syntax(DocumentPath.Root, (0, 0), "The text is not YAML.", "Look for stray quotes, tabs and escapes.");
            return null;
        }
    }

    private DocumentNode? ReadStream()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            sink.Syntax(DocumentPath.Root, (0, 0), "The document is empty.", "Write the keys that the reference lists.");
            return null;
        }

        var node = ReadNode(DocumentPath.Root, 0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            sink.Syntax(DocumentPath.Root, Position(second.Start), "A second document starts here.", "Keep one document in a file; remove the '---' and what follows.");
        return node;
    }

    private DocumentNode? ReadNode(string path, int depth)
    {
        if (depth > DeepestNesting) throw new YamlException(parser.Current!.Start, parser.Current.End, "it is nested too deeply");
        if (parser.Current is NodeEvent { Tag.IsEmpty: false } tagged) RefuseTag(path, tagged);
        if (parser.TryConsume<Scalar>(out var scalar)) return ReadScalar(scalar, path);
        if (parser.TryConsume<MappingStart>(out var map)) return ReadMap(map, path, depth);
        if (parser.TryConsume<SequenceStart>(out var list)) return ReadList(list, path, depth);
        var alias = parser.Consume<AnchorAlias>();
        sink.Syntax(path, Position(alias.Start), $"'*{alias.Value}' refers to another place.", "Write the value itself; aliases are not supported.");
        return null;
    }

    private void RefuseTag(string path, NodeEvent tagged) =>
        sink.Syntax(path, Position(tagged.Start), $"The tag {tagged.Tag} is not supported.", "Remove the tag; quote the value to make it text.");

    private MapNode ReadMap(MappingStart start, string path, int depth)
    {
        var entries = new List<MapEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = Position(parser.Current!.Start);
            var key = ReadKey(path, depth);
            var value = ReadNode(DocumentPath.Key(path, key), depth + 1);
            if (value is not null) entries.Add(new MapEntry(key, value, at.Line, at.Column));
        }

        var (line, column) = Position(start.Start);
        return new MapNode(entries, line, column);
    }

    private string ReadKey(string path, int depth)
    {
        if (parser.TryConsume<Scalar>(out var key)) return key.Value;
        var at = Position(parser.Current!.Start);
        sink.Syntax(path, at, "A key is not a word.", "Write keys as plain words; quote text that starts with a bracket, a brace or a star.");
        ReadNode(path, depth + 1);
        return "?";
    }

    private ListNode ReadList(SequenceStart start, string path, int depth)
    {
        var items = new List<DocumentNode>();
        for (var index = 0; !parser.TryConsume<SequenceEnd>(out _); index++)
            if (ReadNode(DocumentPath.Item(path, index), depth + 1) is { } item)
                items.Add(item);
        var (line, column) = Position(start.Start);
        return new ListNode(items, line, column);
    }

    private ScalarNode ReadScalar(Scalar scalar, string path)
    {
        var (line, column) = Position(scalar.Start);
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return new ScalarNode(scalar.Value, ScalarKind.Text, line, column);
        if (YamlScalars.IsForeignNumber(scalar.Value))
            sink.Add(path, sink.Codes.InvalidValue, (line, column), $"{scalar.Value} is a number in a notation that only YAML knows.", $"Quote it ('{scalar.Value}') for text, or write a plain decimal number.");
        return YamlScalars.Resolve(scalar.Value) with { Line = line, Column = column };
    }

    private static (int Line, int Column) Position(Mark mark) => ((int)mark.Line, (int)mark.Column);

    private static string Sentence(YamlException e)
    {
        var message = (e.InnerException ?? e).Message;
        var bare = message[(message.LastIndexOf("): ", StringComparison.Ordinal) is var i and >= 0 ? i + 3 : 0)..].Trim();
        return bare.EndsWith('.') ? bare : bare + ".";
    }
}
