namespace Migration.Connectors.Tables;

/// <summary>What was built after a table's rows.</summary>
public sealed record TableFinished(long IndexesCreated);
