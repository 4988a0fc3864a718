using System.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>Search attributes of a workflow. Immutable for its users; a workflow's own copy follows its upserts.</summary>
public class SearchAttributeCollection : IReadOnlyCollection<SearchAttributeKey>
{
    public static readonly SearchAttributeCollection Empty = new();

    private readonly SortedDictionary<SearchAttributeKey, object> values;

    internal SearchAttributeCollection()
        : this([])
    {
    }

    private SearchAttributeCollection(SortedDictionary<SearchAttributeKey, object> values) => this.values = values;

    public int Count => values.Count;

    public IReadOnlyDictionary<SearchAttributeKey, object> UntypedValues => values;

    public static SearchAttributeCollection FromProto(SearchAttributes searchAttributes)
    {
        var values = new SortedDictionary<SearchAttributeKey, object>();
        foreach (var (name, payload) in searchAttributes.IndexedFields)
        {
            if (SearchAttributePayload.Read(payload) is var (value, type))
                values[new(name, type)] = value;
        }
        return new(values);
    }

    /// <summary>The value of a key; throws <see cref="KeyNotFoundException"/> when it is absent or of another type.</summary>
    public T Get<T>(SearchAttributeKey<T> key)
        where T : notnull => values.TryGetValue(key, out var value)
            ? (T)value
            : throw new KeyNotFoundException($"There is no search attribute {key.Name} of type {key.ValueType}");

    public bool TryGetValue<T>(SearchAttributeKey<T> key, out T value)
        where T : notnull
    {
        var found = values.TryGetValue(key, out var untyped) && untyped is T;
        value = found ? (T)untyped! : default!;
        return found;
    }

    public bool ContainsKey<T>(SearchAttributeKey<T> key)
        where T : notnull => values.ContainsKey(key);

    public bool ContainsKey(string key) => values.Keys.Any(present => present.Name == key);

    public IEnumerator<SearchAttributeKey> GetEnumerator() => values.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public SearchAttributes ToProto()
    {
        var proto = new SearchAttributes();
        foreach (var (key, value) in values)
            proto.IndexedFields[key.Name] = SearchAttributePayload.Create(key, value);
        return proto;
    }

    /// <summary>Applies a workflow's upserts in place; refuses two for one name before changing anything.</summary>
    internal void ApplyUpdates(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        var twice = updates.GroupBy(update => update.UntypedKey.Name).FirstOrDefault(group => group.Count() > 1);
        if (twice != null)
            throw new ArgumentException($"Search attribute {twice.Key} is updated more than once", nameof(updates));
        foreach (var update in updates)
        {
            RemoveByName(values, update.UntypedKey.Name);
            if (update.HasValue)
                values[update.UntypedKey] = update.UntypedValue;
        }
    }

    private static void RemoveByName(SortedDictionary<SearchAttributeKey, object> values, string name)
    {
        // A name is unique on the server, whatever its type here.
        if (values.Keys.FirstOrDefault(key => key.Name == name) is { } present)
            values.Remove(present);
    }

    /// <summary>Collects attributes for a new collection.</summary>
    public class Builder
    {
        private readonly SortedDictionary<SearchAttributeKey, object> values = [];

        public Builder()
        {
        }

        public Builder(SearchAttributeCollection searchAttributes) => Set(searchAttributes);

        /// <summary>Sets a value; one of the same name is replaced.</summary>
        public Builder Set<T>(SearchAttributeKey<T> key, T value)
            where T : notnull => SetUntyped(key, value);

        public Builder Set(SearchAttributeCollection searchAttributes)
        {
            foreach (var (key, value) in searchAttributes.UntypedValues)
                SetUntyped(key, value);
            return this;
        }

        public Builder Unset(SearchAttributeKey key) => Unset(key.Name);

        public Builder Unset(string name)
        {
            RemoveByName(values, name);
            return this;
        }

        public SearchAttributeCollection ToSearchAttributeCollection() => new(new(values));

        private Builder SetUntyped(SearchAttributeKey key, object value)
        {
            ArgumentNullException.ThrowIfNull(value);
            RemoveByName(values, key.Name);
            values[key] = key.NormalizeValue(value);
            return this;
        }
    }
}
