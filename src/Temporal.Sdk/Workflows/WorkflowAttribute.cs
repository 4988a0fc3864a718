namespace Temporalio.Workflows;

/// <summary>Marks a class or interface as a workflow.</summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    public WorkflowAttribute()
    {
    }

    public WorkflowAttribute(string name) => Name = name;

    /// <summary>Workflow type; the class name without an interface's leading I when unset.</summary>
    public string? Name { get; }

    /// <summary>True for the workflow that takes every type without a definition of its own.</summary>
    public bool Dynamic { get; set; }

    /// <summary>Exceptions that fail the workflow instead of the workflow task.</summary>
    public Type[]? FailureExceptionTypes { get; set; }
}
