namespace Migration.Connectors.Tables;

/// <summary>What repairing a table did.</summary>
/// <param name="RowsRemoved">Rows of the target that the source has not, or not so.</param>
/// <param name="RowsLeft">Rows within the repaired ranges that the target alone has, and keeps.</param>
public sealed record RepairResult(long Ranges, long RowsWritten, long RowsRemoved, long RowsLeft);
