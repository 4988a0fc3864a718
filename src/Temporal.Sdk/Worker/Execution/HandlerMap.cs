using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Worker.Execution;

/// <summary>Handlers by name, as the workflow sees them: those of its class and those that it has added.</summary>
internal sealed class HandlerMap<T>(IReadOnlyDictionary<string, T> declared, Action<string, T> added)
    : IDictionary<string, T>
{
    private readonly Dictionary<string, T> handlers = new(declared);

    public ICollection<string> Keys => handlers.Keys;

    public ICollection<T> Values => handlers.Values;

    public int Count => handlers.Count;

    public bool IsReadOnly => false;

    public T this[string key]
    {
        get => handlers[key];
        set
        {
            handlers[key] = value;
            added(key, value);
        }
    }

    public void Add(string key, T value)
    {
        handlers.Add(key, value);
        added(key, value);
    }

    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public bool ContainsKey(string key) => handlers.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => handlers.TryGetValue(key, out value);

    public bool Remove(string key) => handlers.Remove(key);

    public bool Remove(KeyValuePair<string, T> item) => Contains(item) && Remove(item.Key);

    public void Clear() => handlers.Clear();

    public bool Contains(KeyValuePair<string, T> item) => handlers.Contains(item);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, T>>)handlers).CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => handlers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
