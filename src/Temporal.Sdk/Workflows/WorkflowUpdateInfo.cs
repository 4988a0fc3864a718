namespace Temporalio.Workflows;

/// <summary>The update whose handler is running.</summary>
public record WorkflowUpdateInfo(string Id, string Name);
