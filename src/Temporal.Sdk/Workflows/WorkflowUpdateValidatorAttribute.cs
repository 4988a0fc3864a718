namespace Temporalio.Workflows;

/// <summary>Marks a method that may refuse an update by throwing, before it is accepted.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateValidatorAttribute : Attribute
{
    public WorkflowUpdateValidatorAttribute(string updateMethod) => UpdateMethod = updateMethod;

    /// <summary>Name of the update method in the same class.</summary>
    public string UpdateMethod { get; private init; }
}
