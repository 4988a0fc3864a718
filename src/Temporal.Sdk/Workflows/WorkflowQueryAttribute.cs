namespace Temporalio.Workflows;

/// <summary>Marks a method or property that answers a query.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    public WorkflowQueryAttribute()
    {
    }

    public WorkflowQueryAttribute(string name) => Name = name;

    /// <summary>Query name; the member's name when unset.</summary>
    public string? Name { get; }

    public string? Description { get; set; }

    /// <summary>True for the handler of every query without one of its own.</summary>
    public bool Dynamic { get; set; }
}
