namespace Temporalio.Client;

/// <summary>One page of a list; no token on the last one.</summary>
public record WorkflowListPage(IReadOnlyCollection<WorkflowExecution> Workflows, byte[]? NextPageToken);
