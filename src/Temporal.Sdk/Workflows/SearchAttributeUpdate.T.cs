using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>One change of a search attribute of a known type.</summary>
public class SearchAttributeUpdate<T> : SearchAttributeUpdate
    where T : notnull
{
    private readonly T? value;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key) => Key = key;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key, T value)
    {
        Key = key;
        this.value = key.NormalizeValue(value);
        HasValue = true;
    }

    public SearchAttributeKey<T> Key { get; private init; }

    public T Value =>
        HasValue ? value! : throw new InvalidOperationException($"The update of '{Key.Name}' removes the attribute");

    public override SearchAttributeKey UntypedKey => Key;

    public override object UntypedValue => Value;
}
