namespace Temporal.EmbeddedServer.Runs;

/// <summary>A workflow id and what the caller wants if it is taken.</summary>
internal sealed record StartRules(string Namespace, string WorkflowId, WorkflowIdReusePolicy Reuse, WorkflowIdConflictPolicy Conflict);
