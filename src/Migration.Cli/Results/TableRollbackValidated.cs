namespace Migration.Cli.Results;

/// <summary>Whether one table can be taken back.</summary>
/// <param name="Explanation">How, or why not, a sentence.</param>
/// <param name="RowsOfOthers">Rows that the execution did not write and that a rollback would remove too.</param>
internal sealed record TableRollbackValidated(string Name, bool Possible, string Explanation, long RowsOfOthers);
