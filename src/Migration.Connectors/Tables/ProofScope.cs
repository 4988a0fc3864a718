namespace Migration.Connectors.Tables;

/// <summary>What is known of a table whose sides are compared once more.</summary>
/// <param name="IsComplete">Every row was copied; else those of the ledger alone are compared.</param>
/// <param name="IsOwned">The execution made the table, so that every row of it is of the source.</param>
public sealed record ProofScope(bool IsComplete, bool IsOwned);
