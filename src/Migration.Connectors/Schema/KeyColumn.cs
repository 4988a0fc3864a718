namespace Migration.Connectors.Schema;

/// <summary>One part of a key or an index.</summary>
/// <param name="Column">Null where the part is an expression.</param>
public sealed record KeyColumn(string? Column, string Collation = "BINARY", bool Descending = false);
