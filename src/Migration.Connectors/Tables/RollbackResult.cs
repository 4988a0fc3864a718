namespace Migration.Connectors.Tables;

/// <summary>What a rollback of a table did.</summary>
public sealed record RollbackResult(long RowsRemoved, bool TableDropped);
