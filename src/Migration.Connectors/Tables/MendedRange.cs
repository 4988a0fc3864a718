namespace Migration.Connectors.Tables;

/// <summary>What became of a range that an engine mended by itself.</summary>
/// <param name="IsChanged">False where both sides, and the ledger, were as they should be.</param>
/// <param name="Written">Rows of the source that were inserted or took the place of others.</param>
/// <param name="Removed">Rows that are gone, those among them in whose place others came.</param>
/// <param name="Left">Rows that the source lacks and that stay.</param>
public sealed record MendedRange(bool IsChanged, long Written, long Removed, long Left);
