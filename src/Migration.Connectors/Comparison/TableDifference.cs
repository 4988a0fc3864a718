using Migration.Connectors.Tables;

namespace Migration.Connectors.Comparison;

/// <summary>How two tables compare.</summary>
public sealed record TableDifference
{
    /// <summary>The tables as a person names them.</summary>
    public required string First { get; init; }
    public required string Second { get; init; }
    /// <summary>NotComparable: equal as far as they can be compared, which is not all.</summary>
    public required TableVerdict Verdict { get; init; }
    public long FirstRows { get; init; }
    public long SecondRows { get; init; }
    /// <summary>By the first table's names.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
    /// <summary>What tells rows apart; empty where whole rows do.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];
    /// <summary>Columns that one table alone has, each with a sentence.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];
    public long Missing { get; init; }
    public long Extra { get; init; }
    public long Different { get; init; }
    /// <summary>False where more rows differ than were looked at one by one: the three counts are then of a part.</summary>
    public bool Counted { get; init; } = true;
    /// <summary>The first rows that differ.</summary>
    public IReadOnlyList<RowDifference> Rows { get; init; } = [];
}
