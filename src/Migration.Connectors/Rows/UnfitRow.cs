namespace Migration.Connectors.Rows;

/// <summary>A row that the target can't take, and is to be kept among the rejects.</summary>
/// <param name="Key">Encoded.</param>
/// <param name="Values">Encoded, one for each column that is moved.</param>
/// <param name="Reason">A sentence; holds no value of the row.</param>
public sealed record UnfitRow(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Values, string Code, string Reason);
