using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Reads a workflow class by reflection and collects every problem instead of stopping at the first.</summary>
internal sealed class WorkflowDefinitionReader
{
    // Non-public and static members too: a mark on one of them is a mistake to name.
    internal const BindingFlags All =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly Dictionary<string, MethodInfo> validators = [];

    internal WorkflowDefinitionReader(Type type, string? nameOverride)
    {
        Type = type;
        Mark = type.GetCustomAttribute<WorkflowAttribute>(false) ??
            throw new ArgumentException($"{type} missing Workflow attribute");
        Name = ReadName(nameOverride ?? Mark.Name);
        if (type.ContainsGenericParameters || type.GenericTypeArguments.Length > 0)
            Problems.Add($"{type} has generic type arguments");
        (InitConstructor, Creator) = WorkflowConstructor.Read(type, Problems);
        ReadValidators();
        foreach (var method in type.GetMethods(All))
            ReadMethod(method);
        foreach (var property in type.GetProperties(All))
            ReadProperty(property);
        if (RunMethod == null)
            Problems.Add($"{type} does not have a valid WorkflowRun method");
        foreach (var (update, validator) in validators)
            Problems.Add($"Cannot find update method {update} for WorkflowUpdateValidator on {validator}");
    }

    internal List<string> Problems { get; } = [];

    internal Type Type { get; }

    internal WorkflowAttribute Mark { get; }

    internal string? Name { get; }

    internal MethodInfo? RunMethod { get; private set; }

    internal ConstructorInfo? InitConstructor { get; }

    internal Func<object?[], object>? Creator { get; }

    internal Dictionary<string, WorkflowSignalDefinition> Signals { get; } = [];

    internal WorkflowSignalDefinition? DynamicSignal { get; private set; }

    internal Dictionary<string, WorkflowQueryDefinition> Queries { get; } = [];

    internal WorkflowQueryDefinition? DynamicQuery { get; private set; }

    internal Dictionary<string, WorkflowUpdateDefinition> Updates { get; } = [];

    internal WorkflowUpdateDefinition? DynamicUpdate { get; private set; }

    private string? ReadName(string? given)
    {
        if (Mark.Dynamic)
        {
            if (given != null)
                Problems.Add("Cannot have custom name for dynamic workflow");
            return null;
        }
        var name = given ?? (LooksLikeInterface(Type) ? Type.Name[1..] : Type.Name);
        if (name.StartsWith(HandlerName.ReservedPrefix, StringComparison.Ordinal))
            Problems.Add($"Workflow name {name} cannot start with {HandlerName.ReservedPrefix}");
        return name;
    }

    private static bool LooksLikeInterface(Type type) =>
        type.IsInterface && type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]);

    private void ReadValidators()
    {
        foreach (var method in Type.GetMethods(All))
        {
            if (method.GetCustomAttribute<WorkflowUpdateValidatorAttribute>() is not { } mark)
                continue;
            if (method.ContainsGenericParameters)
                Problems.Add($"{method} with WorkflowUpdateValidator contains generic parameters");
            else if (!validators.TryAdd(mark.UpdateMethod, method))
                Problems.Add($"{Type} has more than one update validator for update method {mark.UpdateMethod}");
        }
    }

    private void ReadMethod(MethodInfo method)
    {
        if (method.IsDefined(typeof(WorkflowRunAttribute), false))
            ReadRun(method);
        ReadHandler<WorkflowSignalAttribute>(method, () => AddSignal(WorkflowSignalDefinition.FromMethod(method)));
        ReadHandler<WorkflowQueryAttribute>(method, () => AddQuery(WorkflowQueryDefinition.FromMethod(method)));
        ReadHandler<WorkflowUpdateAttribute>(method, () =>
        {
            validators.Remove(method.Name, out var validator);
            AddUpdate(WorkflowUpdateDefinition.FromMethod(method, validator));
        });
    }

    private void ReadRun(MethodInfo method)
    {
        var problem = RunProblem(method);
        if (problem == null)
            RunMethod = method;
        else
            Problems.Add(problem);
    }

    private string? RunProblem(MethodInfo method) => method switch
    {
        _ when method.DeclaringType != Type =>
            $"WorkflowRun on {method} must be declared on {Type}, not inherited from {method.DeclaringType}",
        _ when RunMethod != null => $"WorkflowRun on multiple: {method} and {RunMethod}",
        { IsPublic: false } => $"WorkflowRun on non-public {method}",
        { IsStatic: true } => $"WorkflowRun on static {method}",
        { ContainsGenericParameters: true } => $"{method} with WorkflowRun contains generic parameters",
        _ when !typeof(Task).IsAssignableFrom(method.ReturnType) =>
            $"WorkflowRun method {method} must return an instance of Task",
        _ when InitConstructor != null && !Types(method).SequenceEqual(Types(InitConstructor)) =>
            $"WorkflowRun on {method} must match parameter types of WorkflowInit on {InitConstructor}",
        _ when Mark.Dynamic && !HandlerName.TakesRawValues(method, nameFirst: false) =>
            $"WorkflowRun on {method} for dynamic workflow must accept an array of IRawValue",
        _ => null,
    };

    private static IEnumerable<Type> Types(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType);

    private void ReadHandler<TMark>(MethodInfo method, Action add)
        where TMark : Attribute
    {
        var kind = typeof(TMark).Name[..^nameof(Attribute).Length];
        if (method.IsDefined(typeof(TMark), false))
        {
            if (method.ContainsGenericParameters)
                Problems.Add($"{method} with {kind} contains generic parameters");
            else
                Collect(add);
        }
        else if (method.GetBaseDefinition() is var root && root != method && root.IsDefined(typeof(TMark), false))
        {
            Problems.Add($"{kind} on base definition of {method} but not override");
        }
    }

    private void ReadProperty(PropertyInfo property)
    {
        if (property.IsDefined(typeof(WorkflowQueryAttribute), false))
            Collect(() => AddQuery(WorkflowQueryDefinition.FromProperty(property)));
    }

    private void Collect(Action add)
    {
        try
        {
            add();
        }
        catch (ArgumentException e)
        {
            Problems.Add(e.Message);
        }
    }

    private void AddSignal(WorkflowSignalDefinition signal)
    {
        if (signal.Name != null)
            AddNamed(Signals, "signal", signal.Name, signal);
        else if (DynamicSignal != null)
            Problems.Add($"{Type} has more than one dynamic signal");
        else
            DynamicSignal = signal;
    }

    private void AddQuery(WorkflowQueryDefinition query)
    {
        if (query.Name != null)
            AddNamed(Queries, "query", query.Name, query);
        else if (DynamicQuery != null)
            Problems.Add($"{Type} has more than one dynamic query");
        else
            DynamicQuery = query;
    }

    private void AddUpdate(WorkflowUpdateDefinition update)
    {
        if (update.Name != null)
            AddNamed(Updates, "update", update.Name, update);
        else if (DynamicUpdate != null)
            Problems.Add($"{Type} has more than one dynamic update");
        else
            DynamicUpdate = update;
    }

    private void AddNamed<T>(Dictionary<string, T> known, string kind, string name, T definition)
    {
        if (!known.TryAdd(name, definition))
            Problems.Add($"{Type} has more than one {kind} named {name}");
    }
}
