using Migration.Client;

namespace Migration.Cli.Results;

/// <summary>What `migrate list` found, newest first.</summary>
internal sealed record ExecutionList(IReadOnlyList<ExecutionSummary> Executions);
