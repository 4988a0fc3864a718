using Migration.Connectors.Types;

namespace Migration.Connectors.Postgres.Tables;

/// <summary>What a row reader selects.</summary>
internal sealed record RowShape
{
    /// <summary>Quoted, with its schema; after FROM.</summary>
    public required string Table { get; init; }
    /// <summary>One expression for each value, of the type that its form asks for.</summary>
    public required IReadOnlyList<string> Values { get; init; }
    public required IReadOnlyList<ValueForm> Forms { get; init; }
    /// <summary>Empty where rows are found by block.</summary>
    public IReadOnlyList<KeyPart> Key { get; init; } = [];
    /// <summary>Conditions that every row meets, joined by AND; null for none.</summary>
    public string? Filter { get; init; }
    /// <summary>Places of values that must not be NULL.</summary>
    public IReadOnlyList<int> Required { get; init; } = [];

    /// <summary>Rows in the order of the key that meet the conditions.</summary>
    public string Select(IEnumerable<string> conditions, long? limit)
    {
        var all = conditions.Concat(Filter is null ? [] : [$"({Filter}\n)"]).ToList();
        // ORDER BY looks among the names of the result first: none of them may be a column's.
        var values = Values.Concat(Key.Select(p => p.Value)).Select((value, place) => $"{value} AS _migration_{place}");
        return $"SELECT {string.Join(", ", values)} FROM {Table}"
            + (all.Count == 0 ? "" : $" WHERE {string.Join(" AND ", all)}")
            + (Key.Count == 0 ? "" : $" ORDER BY {string.Join(", ", Key.Select(p => p.Operand))}")
            + (limit is null ? "" : $" LIMIT {limit}");
    }
}
