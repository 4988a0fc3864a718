using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A query handler: a marked method or property, or a delegate added while the workflow runs.</summary>
public class WorkflowQueryDefinition
{
    private const string Kind = "WorkflowQuery";
    private static readonly ConcurrentDictionary<MemberInfo, WorkflowQueryDefinition> Known = new();

    private WorkflowQueryDefinition(string? name, string? description, MethodInfo? method, Delegate? handler)
    {
        HandlerName.AssertNotReserved("Query handler", name, "__stack_trace", "__enhanced_stack_trace");
        Name = name;
        Description = description;
        Method = method;
        Delegate = handler;
    }

    /// <summary>Null for the dynamic handler.</summary>
    public string? Name { get; private init; }

    public string? Description { get; private init; }

    public bool Dynamic => Name == null;

    internal MethodInfo? Method { get; }

    internal Delegate? Delegate { get; }

    public static WorkflowQueryDefinition FromMethod(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        HandlerName.AssertPublicInstance(Kind, method);
        return Known.GetOrAdd(method, _ => Read(method));
    }

    public static WorkflowQueryDefinition FromProperty(PropertyInfo property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return Known.GetOrAdd(property, _ => Read(property));
    }

    public static WorkflowQueryDefinition CreateWithoutAttribute(
        string? name, Delegate del, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(del);
        AssertShape(del.Method, name == null);
        return new(name, description, null, del);
    }

    internal static string NameFromMethodForCall(MethodInfo method) =>
        FromMethod(method).Name ?? throw new ArgumentException($"{method} is a dynamic query: call it by name");

    internal static string NameFromPropertyForCall(PropertyInfo property) => FromProperty(property).Name!;

    private static WorkflowQueryDefinition Read(MethodInfo method)
    {
        var mark = method.GetCustomAttribute<WorkflowQueryAttribute>(false) ??
            throw new ArgumentException($"{method} missing WorkflowQuery attribute");
        AssertShape(method, mark.Dynamic);
        var name = HandlerName.Of(Kind, method, mark.Name, mark.Dynamic, trimAsync: false);
        return new(name, mark.Description, method, null);
    }

    private static WorkflowQueryDefinition Read(PropertyInfo property)
    {
        var mark = property.GetCustomAttribute<WorkflowQueryAttribute>(false) ??
            throw new ArgumentException($"{property} missing WorkflowQuery attribute");
        var getter = property.GetGetMethod() ??
            throw new ArgumentException($"{Kind} property {property} must have a public getter");
        if (getter.IsStatic)
            throw new ArgumentException($"{Kind} property {property} cannot be static");
        if (mark.Dynamic)
            throw new ArgumentException($"{Kind} property {property} cannot be dynamic");
        return new(mark.Name ?? property.Name, mark.Description, getter, null);
    }

    private static void AssertShape(MethodInfo method, bool dynamic)
    {
        if (method.ReturnType == typeof(void))
            throw new ArgumentException($"{Kind} method {method} must return a value");
        if (typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new ArgumentException($"{Kind} method {method} cannot return a Task");
        HandlerName.AssertDynamicShape(Kind, method, dynamic);
    }
}
