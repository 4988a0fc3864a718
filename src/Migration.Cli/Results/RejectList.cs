namespace Migration.Cli.Results;

/// <summary>What `migrate rejects` found.</summary>
internal sealed record RejectList(string ExecutionId, IReadOnlyList<RejectView> Rejects);
