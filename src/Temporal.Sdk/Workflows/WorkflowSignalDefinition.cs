using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A signal handler: a marked method, or a delegate added while the workflow runs.</summary>
public class WorkflowSignalDefinition
{
    private const string Kind = "WorkflowSignal";
    private static readonly ConcurrentDictionary<MethodInfo, WorkflowSignalDefinition> Known = new();

    private WorkflowSignalDefinition(
        string? name, string? description, MethodInfo? method, Delegate? handler, HandlerUnfinishedPolicy policy)
    {
        HandlerName.AssertNotReserved("Signal handler", name);
        Name = name;
        Description = description;
        Method = method;
        Delegate = handler;
        UnfinishedPolicy = policy;
    }

    /// <summary>Null for the dynamic handler.</summary>
    public string? Name { get; private init; }

    public string? Description { get; private init; }

    public bool Dynamic => Name == null;

    internal MethodInfo? Method { get; }

    internal Delegate? Delegate { get; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    public static WorkflowSignalDefinition FromMethod(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        HandlerName.AssertPublicInstance(Kind, method);
        return Known.GetOrAdd(method, Read);
    }

    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        ArgumentNullException.ThrowIfNull(del);
        AssertShape(del.Method, name == null);
        return new(name, description, null, del, unfinishedPolicy);
    }

    internal static string NameFromMethodForCall(MethodInfo method) =>
        FromMethod(method).Name ?? throw new ArgumentException($"{method} is a dynamic signal: call it by name");

    private static WorkflowSignalDefinition Read(MethodInfo method)
    {
        var mark = method.GetCustomAttribute<WorkflowSignalAttribute>(false) ??
            throw new ArgumentException($"{method} missing WorkflowSignal attribute");
        AssertShape(method, mark.Dynamic);
        var name = HandlerName.Of(Kind, method, mark.Name, mark.Dynamic, trimAsync: true);
        return new(name, mark.Description, method, null, mark.UnfinishedPolicy);
    }

    private static void AssertShape(MethodInfo method, bool dynamic)
    {
        if (method.ReturnType != typeof(Task))
            throw new ArgumentException($"{Kind} method {method} must return Task");
        HandlerName.AssertDynamicShape(Kind, method, dynamic);
    }
}
