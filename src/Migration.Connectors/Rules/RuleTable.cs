using Migration.Connectors.Schema;
using Migration.Core.Errors;

namespace Migration.Connectors.Rules;

/// <summary>The SQL of a table whose rows a rule looks at. The name r stands for a row.</summary>
/// <param name="filter">A condition that chooses the rows; null means all of them.</param>
public sealed class RuleTable(TableDefinition table, string? filter = null)
{
    /// <summary>Keys of rows shown for a broken rule.</summary>
    public const int ExamplesShown = 5;

    public TableDefinition Definition => table;

    /// <summary>What follows the table's name, where its rows are asked for as of a moment.</summary>
    public string Past { get; init; } = "";

    public string From => $"FROM {(table.HasChildren ? "ONLY " : "")}{SqlNames.Quote(table.Name)}{Past} AS r";

    private string Where => filter is null ? "" : $" WHERE ({filter}\n)";

    public string Column(string name) => "r." + SqlNames.Quote(Find(name).Name);

    public ColumnDefinition Find(string name) => table.FindColumn(name) ?? throw new MigrationException(ErrorCodes.ColumnUnknown,
        $"Table '{table.Name}' has no column '{name}' that a validation could look at. The columns are: {string.Join(", ", table.Columns.Select(c => c.Name))}.");

    /// <summary>Values over all rows, as texts in one row.</summary>
    public string Totals(IEnumerable<string> aggregates) => $"SELECT {string.Join(", ", aggregates.Select(AsText))} {From}{Where}";

    /// <summary>A row where the condition, an aggregate, does not hold; none where it does.</summary>
    public string UnlessAll(string condition) => $"SELECT '1' FROM (SELECT {condition} AS holds {From}{Where}) AS q WHERE holds IS NOT TRUE";

    /// <summary>Rows for which the condition is true: how many there are, and of the first few the key.</summary>
    public string Violations(string condition)
    {
        var where = $"WHERE ({condition}){(filter is null ? "" : $" AND ({filter}\n)")}";
        return Keys() is [_, ..] keys
            ? $"SELECT {AsText("count(*) OVER ()")}, {Texts(keys)} {From} {where} ORDER BY {string.Join(", ", keys)} LIMIT {ExamplesShown}"
            : $"SELECT {AsText("count(*)")} {From} {where} HAVING count(*) > 0";
    }

    /// <summary>Rows that repeat the values of others: all but the first of their like. NULL repeats nothing.</summary>
    public string Repetitions(IReadOnlyList<string> columns)
    {
        var keys = Keys();
        var known = string.Join(" AND ", columns.Select(column => $"{column} IS NOT NULL").Concat(filter is null ? [] : [$"({filter}\n)"]));
        var named = keys.Select((key, i) => $"{key} AS k{i}, ");
        var like = $"SELECT {string.Concat(named)}row_number() OVER (PARTITION BY {string.Join(", ", columns)} ORDER BY {string.Join(", ", keys.Concat(columns))}) AS place {From} WHERE {known}";
        var shown = keys.Select((_, i) => $"k{i}").ToList();
        return shown.Count > 0
            ? $"SELECT {AsText("count(*) OVER ()")}, {Texts(shown)} FROM ({like}) AS q WHERE place > 1 ORDER BY {string.Join(", ", shown)} LIMIT {ExamplesShown}"
            : $"SELECT {AsText("count(*)")} FROM ({like}) AS q WHERE place > 1 HAVING count(*) > 0";
    }

    private List<string> Keys()
    {
        var key = table.PrimaryKey ?? (table.UniqueKeys.Count > 0 ? table.UniqueKeys[0] : null);
        return [.. (key?.Columns ?? []).Select(part => part.Column).OfType<string>().Select(Column)];
    }

    private static string Texts(IEnumerable<string> values) => string.Join(", ", values.Select(AsText));

    private static string AsText(string value) => $"CAST({value} AS TEXT)";
}
