namespace Temporalio.Workflows;

/// <summary>Marks a method that handles a signal.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowSignalAttribute : Attribute
{
    public WorkflowSignalAttribute()
    {
    }

    public WorkflowSignalAttribute(string name) => Name = name;

    /// <summary>Signal name; the method name without a trailing Async when unset.</summary>
    public string? Name { get; }

    public string? Description { get; set; }

    /// <summary>True for the handler of every signal without one of its own.</summary>
    public bool Dynamic { get; set; }

    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
