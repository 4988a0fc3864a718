namespace Temporalio.Workflows;

/// <summary>One change of the memo.</summary>
public class MemoUpdate
{
    private readonly object? value;

    private MemoUpdate(string key, object? value)
    {
        UntypedKey = key;
        this.value = value;
    }

    /// <summary>False when the key is removed.</summary>
    public bool HasValue => value is not null;

    public string UntypedKey { get; }

    public object UntypedValue =>
        value ?? throw new InvalidOperationException($"The memo update of '{UntypedKey}' removes the key");

    public static MemoUpdate ValueSet(string key, object value) =>
        new(key, value ?? throw new ArgumentException("Value cannot be null", nameof(value)));

    public static MemoUpdate ValueUnset(string key) => new(key, null);
}
