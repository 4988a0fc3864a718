namespace Migration.Cli.Results;

/// <summary>What `migrate execute` started.</summary>
internal sealed record ExecutionStarted(string ExecutionId, string PlanId, bool DryRun);
