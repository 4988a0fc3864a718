namespace Migration.Core.Documents;

/// <summary>
/// Takes the values of one map by key. What is wrong goes to the sink and a stand-in comes back, so that one reading finds every mistake.
/// The keys that were asked for are the keys that exist: any other is reported.
/// </summary>
public sealed class MapReader
{
    private readonly MapNode node;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private MapReader(MapNode node, string path, ProblemSink sink)
    {
        this.node = node;
        Path = path;
        Sink = sink;
    }

    public string Path { get; }

    public ProblemSink Sink { get; }

    /// <summary>Reads a map, then reports the keys that <paramref name="bind"/> did not ask for.</summary>
    public static T? Read<T>(DocumentNode node, string path, ProblemSink sink, Func<MapReader, T> bind)
        where T : class
    {
        if (node is not MapNode map)
        {
            sink.Add(path, sink.Codes.WrongType, node, $"Here stands {Describe(node)} where a map of keys is expected.", "Write keys and values, one pair a line.");
            return null;
        }

        var reader = new MapReader(map, path, sink);
        var value = bind(reader);
        reader.ReportRepeatedKeys();
        reader.ReportUnknownKeys();
        return value;
    }

    public string PathOf(string key) => DocumentPath.Key(Path, key);

    /// <summary>The node under a key, or null where it is absent or null.</summary>
    public DocumentNode? Find(string key)
    {
        asked.Add(key);
        var value = node.Entries.FirstOrDefault(e => e.Key == key)?.Value;
        return value is ScalarNode { Kind: ScalarKind.Null } ? null : value;
    }

    /// <summary>The keys of a map whose keys are names that the user chose. Asks for them all.</summary>
    public IReadOnlyList<string> Keys()
    {
        foreach (var entry in node.Entries) asked.Add(entry.Key);
        return [.. asked];
    }

    public string RequiredText(string key) => Required(key, ValueFormats.Text, "");

    public T Required<T>(string key, ValueFormat<T> format, T standIn)
    {
        if (Find(key) is { } found and not ScalarNode { Text: "" }) return Parse(found, key, format, standIn);
        Sink.Add(PathOf(key), Sink.Codes.Missing, node, $"'{key}' is missing.", $"Add {key}: {format.Expected}.");
        return standIn;
    }

    public T Optional<T>(string key, ValueFormat<T> format, T fallback) =>
        Find(key) is { } found ? Parse(found, key, format, fallback) : fallback;

    public string? TextOrNull(string key) => Find(key) is { } found ? Parse(found, key, ValueFormats.Text, "") : null;

    public T? ValueOrNull<T>(string key, ValueFormat<T> format)
        where T : struct => Find(key) is { } found ? Parse(found, key, format, default) : null;

    public T? MapOrNull<T>(string key, Func<MapReader, T> bind)
        where T : class => Find(key) is { } found ? Read(found, PathOf(key), Sink, bind) : null;

    public IReadOnlyList<T> Maps<T>(string key, Func<MapReader, T> bind)
        where T : class => List(key, (item, path) => Read(item, path, Sink, bind));

    public IReadOnlyList<string> Texts(string key) =>
        List(key, (item, path) => ParseAt(item, path, ValueFormats.Text, ""));

    /// <summary>A list of single values, numbers and booleans as they are written.</summary>
    public IReadOnlyList<string> Values(string key) =>
        List(key, (item, path) => ParseAt(item, path, ValueFormats.AnyText, ""));

    private List<T> List<T>(string key, Func<DocumentNode, string, T?> read)
        where T : class
    {
        var found = Find(key);
        if (found is ListNode list)
            return [.. list.Items.Select((item, i) => read(item, DocumentPath.Item(PathOf(key), i))).OfType<T>()];
        if (found is not null)
            Sink.Add(PathOf(key), Sink.Codes.WrongType, found, $"'{key}' is {Describe(found)} where a list is expected.", "Start each item on its own line with '- '.");
        return [];
    }

    private T Parse<T>(DocumentNode found, string key, ValueFormat<T> format, T standIn) =>
        ParseAt(found, PathOf(key), format, standIn);

    private T ParseAt<T>(DocumentNode found, string path, ValueFormat<T> format, T standIn)
    {
        if (found is not ScalarNode scalar || scalar.Kind == ScalarKind.Null || !format.Accepts(scalar))
        {
            Sink.Add(path, Sink.Codes.WrongType, found, $"{Capital(Describe(found))} stands where {format.Expected} is expected.", $"Write {format.Expected}.");
            return standIn;
        }

        if (format.Parse(scalar.Text, out var value)) return value;
        Sink.Add(path, Sink.Codes.InvalidValue, found, $"'{scalar.Text}' is not {format.Expected}.", $"Write {format.Expected}.");
        return standIn;
    }

    private void ReportRepeatedKeys()
    {
        foreach (var again in node.Entries.GroupBy(e => e.Key).SelectMany(g => g.Skip(1)))
            Sink.Add(PathOf(again.Key), Sink.Codes.Syntax, (again.Line, again.Column), $"The key '{again.Key}' stands here a second time.", "Keep one of the two.");
    }

    private void ReportUnknownKeys()
    {
        foreach (var unknown in node.Entries.Where(e => !asked.Contains(e.Key)))
            Sink.Add(PathOf(unknown.Key), Sink.Codes.UnknownKey, (unknown.Line, unknown.Column), $"The key '{unknown.Key}' is not known here.", Suggestion.Sentence(unknown.Key, asked));
    }

    private static string Describe(DocumentNode node) => node switch
    {
        MapNode => "a map",
        ListNode => "a list",
        ScalarNode { Kind: ScalarKind.Text } => "text",
        ScalarNode { Kind: ScalarKind.Null } => "nothing",
        ScalarNode scalar => $"the {(scalar.Kind == ScalarKind.Number ? "number" : "boolean")} {scalar.Text}",
        _ => "a node",
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
