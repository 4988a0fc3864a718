namespace Migration.Cli.Results;

/// <summary>Whether one table can be taken back.</summary>
/// <param name="Explanation">How, or why not, a sentence.</param>
internal sealed record TableRollbackValidated(string Name, bool Possible, string Explanation);
