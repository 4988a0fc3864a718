namespace Temporalio.Worker;

/// <summary>Whether the worker can say where a workflow waits.</summary>
public enum WorkflowStackTrace
{
    /// <summary>It can't, and a query for it fails: keeping stacks costs time at every wait.</summary>
    None,

    /// <summary>With files and lines.</summary>
    Normal,

    WithoutFileInfo,
}
