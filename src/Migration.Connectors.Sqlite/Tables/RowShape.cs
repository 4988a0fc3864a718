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

    /// <summary>Rows in the order of the key, after one key and up to another where asked for: parameters in this order.</summary>
    public string Select(IEnumerable<string> values, bool after, bool upTo)
    {
        var conditions = new List<string>();
        if (after)
            conditions.Add(KeyComparison.Sql(Key, ">"));
        if (upTo)
            conditions.Add(KeyComparison.Sql(Key, "<="));
        if (Filter is not null)
            conditions.Add($"({Filter})");
        return $"SELECT {string.Join(", ", values)} FROM {Table}"
            + (conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions))
            + (Key.Count == 0 ? "" : $" ORDER BY {string.Join(", ", Key)}");
    }
}
