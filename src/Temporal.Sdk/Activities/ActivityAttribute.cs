namespace Temporalio.Activities;

/// <summary>
/// Marks a method as an activity. Its name is the method's, without <c>Async</c> where it returns a task.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ActivityAttribute : Attribute
{
    public ActivityAttribute()
    {
    }

    public ActivityAttribute(string name) => Name = name;

    public string? Name { get; }

    /// <summary>Takes calls of every name that no other activity has; its parameter is an IRawValue array.</summary>
    public bool Dynamic { get; set; }
}
