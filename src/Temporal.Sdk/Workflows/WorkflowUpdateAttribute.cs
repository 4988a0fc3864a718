namespace Temporalio.Workflows;

/// <summary>Marks a method that handles an update.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateAttribute : Attribute
{
    public WorkflowUpdateAttribute()
    {
    }

    public WorkflowUpdateAttribute(string name) => Name = name;

    /// <summary>Update name; the method name without a trailing Async when unset.</summary>
    public string? Name { get; }

    public string? Description { get; set; }

    /// <summary>True for the handler of every update without one of its own.</summary>
    public bool Dynamic { get; set; }

    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
