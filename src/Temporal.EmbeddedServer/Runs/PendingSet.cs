using Google.Protobuf;

namespace Temporal.EmbeddedServer.Runs;

/// <summary>The pending items of one kind of a run, by id, and which of them changed since they were stored.</summary>
internal sealed class PendingSet<T>(string kind) : IPendingSet
    where T : IMessage<T>, new()
{
    private static readonly MessageParser<T> Parser = new(() => new T());
    private readonly Dictionary<string, T> items = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);

    public string Kind => kind;

    public int Count => items.Count;

    public IReadOnlyCollection<T> Items => items.Values;

    /// <summary>All with their ids, in the order of the ids.</summary>
    public IEnumerable<KeyValuePair<string, T>> Ordered => items.OrderBy(item => item.Key, StringComparer.Ordinal);

    public T? Find(string id) => items.GetValueOrDefault(id);

    public bool Contains(string id) => items.ContainsKey(id);

    /// <summary>Adds or replaces an item, or says that a known one has changed.</summary>
    public void Put(string id, T item)
    {
        items[id] = item;
        changed.Add(id);
    }

    public bool Remove(string id)
    {
        changed.Add(id);
        return items.Remove(id);
    }

    public void Clear()
    {
        changed.UnionWith(items.Keys);
        items.Clear();
    }

    public void Load(string id, byte[] record) => items[id] = Parser.ParseFrom(record);

    public IEnumerable<(string Id, byte[]? Record)> TakeChanges()
    {
        var changes = changed.Select(id => (id, items.TryGetValue(id, out var item) ? item.ToByteArray() : null)).ToList();
        changed.Clear();
        return changes;
    }
}
