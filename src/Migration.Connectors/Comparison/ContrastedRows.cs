using Migration.Connectors.Rows;

namespace Migration.Connectors.Comparison;

/// <summary>Rows of two tables that differ by their key: how many, and the first of them as each table has them.</summary>
public sealed record ContrastedRows(long Missing, long Extra, long Different)
{
    public required RowBatch First { get; init; }

    public required RowBatch Second { get; init; }
}
