using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>One change of the search attributes.</summary>
public abstract class SearchAttributeUpdate
{
    internal SearchAttributeUpdate()
    {
    }

    /// <summary>False when the attribute is removed.</summary>
    public bool HasValue { get; internal init; }

    public abstract SearchAttributeKey UntypedKey { get; }

    public abstract object UntypedValue { get; }

    public static SearchAttributeUpdate<T> ValueSet<T>(SearchAttributeKey<T> key, T value)
        where T : notnull => new(key, value);

    public static SearchAttributeUpdate<T> ValueUnset<T>(SearchAttributeKey<T> key)
        where T : notnull => new(key);
}
