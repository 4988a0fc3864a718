using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>An update handler and its validator: marked methods, or delegates added while the workflow runs.</summary>
public class WorkflowUpdateDefinition
{
    private const string Kind = "WorkflowUpdate";
    private const string ValidatorKind = "WorkflowUpdateValidator";
    private static readonly ConcurrentDictionary<MethodInfo, WorkflowUpdateDefinition> Known = new();

    private WorkflowUpdateDefinition(string? name, string? description, HandlerUnfinishedPolicy policy)
    {
        HandlerName.AssertNotReserved("Update handler", name);
        Name = name;
        Description = description;
        UnfinishedPolicy = policy;
    }

    /// <summary>Null for the dynamic handler.</summary>
    public string? Name { get; private init; }

    public string? Description { get; private init; }

    public bool Dynamic => Name == null;

    internal MethodInfo? Method { get; private init; }

    internal MethodInfo? ValidatorMethod { get; private init; }

    internal Delegate? Delegate { get; private init; }

    internal Delegate? ValidatorDelegate { get; private init; }

    internal bool HasValidator => ValidatorMethod != null || ValidatorDelegate != null;

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    public static WorkflowUpdateDefinition FromMethod(MethodInfo method, MethodInfo? validatorMethod = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        HandlerName.AssertPublicInstance(Kind, method);
        if (validatorMethod != null)
            HandlerName.AssertPublicInstance(ValidatorKind, validatorMethod);
        return Known.GetOrAdd(method, _ => Read(method, validatorMethod));
    }

    public static WorkflowUpdateDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        Delegate? validatorDel = null,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        ArgumentNullException.ThrowIfNull(del);
        AssertShape(del.Method, name == null, validatorDel?.Method);
        return new(name, description, unfinishedPolicy) { Delegate = del, ValidatorDelegate = validatorDel };
    }

    internal static string NameFromMethodForCall(MethodInfo method)
    {
        // The name alone is wanted: a definition read here without its validator must not be remembered.
        HandlerName.AssertPublicInstance(Kind, method);
        return Read(method, null).Name ??
            throw new ArgumentException($"{method} is a dynamic update: call it by name");
    }

    private static WorkflowUpdateDefinition Read(MethodInfo method, MethodInfo? validator)
    {
        var mark = method.GetCustomAttribute<WorkflowUpdateAttribute>(false) ??
            throw new ArgumentException($"{method} missing WorkflowUpdate attribute");
        AssertShape(method, mark.Dynamic, validator);
        var name = HandlerName.Of(Kind, method, mark.Name, mark.Dynamic, trimAsync: true);
        return new(name, mark.Description, mark.UnfinishedPolicy) { Method = method, ValidatorMethod = validator };
    }

    private static void AssertShape(MethodInfo method, bool dynamic, MethodInfo? validator)
    {
        if (!typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new ArgumentException($"{Kind} method {method} must return Task");
        HandlerName.AssertDynamicShape(Kind, method, dynamic);
        if (validator == null)
            return;
        if (validator.ReturnType != typeof(void))
            throw new ArgumentException($"{ValidatorKind} method {validator} must be void");
        if (!Types(validator).SequenceEqual(Types(method)))
            throw new ArgumentException($"{ValidatorKind} method {validator} must have the parameters of {method}");
    }

    private static IEnumerable<Type> Types(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType);
}
