namespace Migration.Connectors.Comparison;

/// <summary>A row by which two tables differ.</summary>
/// <param name="Key">Its key as literals; the whole row where there is no key.</param>
/// <param name="Cells">Of rows that both tables have, what differs.</param>
public sealed record RowDifference(DifferenceKind Kind, string Key, IReadOnlyList<CellDifference> Cells);
