namespace Migration.Connectors.Tables;

/// <summary>What orders the rows of a table into ranges.</summary>
public sealed record TableKey(KeyKind Kind, IReadOnlyList<string> Columns, bool MayBeNull, string Description);
