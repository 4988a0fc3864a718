namespace Migration.Core.Documents;

/// <summary>Builds a map in the order of the calls. What is null or empty is left out, unless the method says otherwise.</summary>
public sealed class MapWriter
{
    private readonly List<MapEntry> entries = [];

    public MapNode ToNode() => new([.. entries]);

    public MapWriter Text(string key, string? value) =>
        string.IsNullOrEmpty(value) ? this : Add(key, ScalarNode.Of(value));

    public MapWriter Value(string key, bool value) => Add(key, ScalarNode.Of(value));

    public MapWriter Value(string key, int value) => Add(key, ScalarNode.Of(value));

    public MapWriter Value(string key, decimal value) => Add(key, new ScalarNode(ValueFormats.Written(value), ScalarKind.Number));

    public MapWriter Value(string key, TimeSpan? value) =>
        value is { } duration ? Add(key, ScalarNode.Of(DurationText.Of(duration))) : this;

    public MapWriter Size(string key, long? value) =>
        value is { } bytes ? Add(key, ScalarNode.Of(SizeText.Of(bytes))) : this;

    public MapWriter Enum<T>(string key, T value)
        where T : struct, Enum => Add(key, ScalarNode.Of(EnumText.Of(value)));

    public MapWriter Node(string key, DocumentNode? value) => value is null ? this : Add(key, value);

    public MapWriter Maps<T>(string key, IReadOnlyList<T> items, Func<T, MapNode> write) =>
        items.Count == 0 ? this : Add(key, new ListNode([.. items.Select(write)]));

    public MapWriter Texts(string key, IReadOnlyList<string> items) =>
        items.Count == 0 ? this : Add(key, new ListNode([.. items.Select(ScalarNode.Of)]));

    private MapWriter Add(string key, DocumentNode value)
    {
        entries.Add(new MapEntry(key, value));
        return this;
    }
}
