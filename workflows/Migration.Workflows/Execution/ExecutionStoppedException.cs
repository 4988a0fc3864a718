namespace Migration.Workflows;

/// <summary>Leads a workflow's run from wherever it is to its end. Never leaves the workflow.</summary>
public sealed class ExecutionStoppedException() : Exception("The execution was asked to stop.");
