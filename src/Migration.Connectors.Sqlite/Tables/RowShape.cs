namespace Migration.Connectors.Sqlite.Tables;

/// <summary>What a row reader selects, and how it finds its way.</summary>
internal sealed record RowShape
{
    /// <summary>Quoted.</summary>
    public required string Table { get; init; }
    /// <summary>One expression for each value.</summary>
    public required IReadOnlyList<string> Values { get; init; }
    /// <summary>The operands of the key, in order; empty for a table that is one range.</summary>
    public required IReadOnlyList<string> Key { get; init; }
    /// <summary>Conditions that every row meets, joined by AND; null for none.</summary>
    public string? Filter { get; init; }
    /// <summary>Places of values that must not be NULL.</summary>
    public IReadOnlyList<int> Required { get; init; } = [];
}
