using Migration.Connectors.Comparison;
using Migration.Connectors.Tables;

namespace Migration.Cli.Results;

/// <summary>What `migrate diff` found.</summary>
internal sealed record TablesCompared
{
    public required string First { get; init; }
    public required string Second { get; init; }
    public required TableVerdict Verdict { get; init; }
    public long FirstRows { get; init; }
    public long SecondRows { get; init; }
    public IReadOnlyList<string> Columns { get; init; } = [];
    public IReadOnlyList<string> Key { get; init; } = [];
    public IReadOnlyList<string> NotCompared { get; init; } = [];
    public long Missing { get; init; }
    public long Extra { get; init; }
    public long Different { get; init; }
    /// <summary>False where the three counts are of a part of the rows that differ.</summary>
    public bool Counted { get; init; }
    public IReadOnlyList<RowDifference> Rows { get; init; } = [];

    public static TablesCompared Of(TableAddress first, TableAddress second, TableDifference found) => new()
    {
        First = first.ToString(),
        Second = second.ToString(),
        Verdict = found.Verdict,
        FirstRows = found.FirstRows,
        SecondRows = found.SecondRows,
        Columns = found.Columns,
        Key = found.Key,
        NotCompared = found.NotCompared,
        Missing = found.Missing,
        Extra = found.Extra,
        Different = found.Different,
        Counted = found.Counted,
        Rows = found.Rows,
    };
}
