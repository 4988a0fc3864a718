using Migration.Connectors.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Comparison;

/// <summary>The columns that two tables share, by name without regard to case, and those that they don't.</summary>
internal sealed record ComparedColumns(IReadOnlyList<(string First, string Second)> Pairs, IReadOnlyList<int> Key, IReadOnlyList<string> Left)
{
    /// <param name="wanted">Only these; empty means all.</param>
    public static ComparedColumns Of(TableDefinition first, TableDefinition second, IReadOnlyList<string> wanted)
    {
        foreach (var name in wanted)
            if (first.FindColumn(name) is null || second.FindColumn(name) is null)
                throw new MigrationException(ErrorCodes.ColumnUnknown, $"Not both tables have a column '{name}'. Correct the name.");
        var keyOfFirst = KeyOf(first);
        var pairs = first.Columns
            .Where(column => wanted.Count == 0 || Has(wanted, column.Name) || Has(keyOfFirst, column.Name))
            .Select(column => (First: column.Name, Second: second.FindColumn(column.Name)?.Name))
            .Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!)).ToList();
        var key = keyOfFirst.Select(name => pairs.FindIndex(pair => pair.First.Equals(name, StringComparison.OrdinalIgnoreCase))).ToList();
        IEnumerable<string> left = wanted.Count > 0 ? [] :
            first.Columns.Where(c => second.FindColumn(c.Name) is null).Select(c => $"'{c.Name}': the second table lacks it")
                .Concat(second.Columns.Where(c => first.FindColumn(c.Name) is null).Select(c => $"'{c.Name}': the first table lacks it"));
        return new(pairs, key.Contains(-1) ? [] : key, [.. left]);
    }

    private static List<string> KeyOf(TableDefinition table)
    {
        var key = table.PrimaryKey ?? (table.UniqueKeys.Count > 0 ? table.UniqueKeys[0] : null);
        return [.. (key?.Columns ?? []).Select(part => part.Column).OfType<string>()];
    }

    private static bool Has(IReadOnlyList<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
