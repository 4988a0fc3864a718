namespace Migration.Connectors.Comparison;

/// <summary>A value that is another in the second table; both as literals, long ones cut.</summary>
public sealed record CellDifference(string Column, string First, string Second);
