using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A workflow as its class declares it: run method, handlers, constructor.</summary>
public class WorkflowDefinition
{
    private static readonly ConcurrentDictionary<Type, WorkflowDefinition> Known = new();
    private readonly Func<object?[], object>? creator;

    internal WorkflowDefinition(WorkflowDefinitionReader reader, Func<object?[], object>? creator)
    {
        this.creator = creator;
        Name = reader.Name;
        Type = reader.Type;
        RunMethod = reader.RunMethod!;
        FailureExceptionTypes = reader.Mark.FailureExceptionTypes;
        Signals = reader.Signals;
        DynamicSignal = reader.DynamicSignal;
        Queries = reader.Queries;
        DynamicQuery = reader.DynamicQuery;
        Updates = reader.Updates;
        DynamicUpdate = reader.DynamicUpdate;
    }

    /// <summary>Null for the dynamic workflow.</summary>
    public string? Name { get; private init; }

    public Type Type { get; private init; }

    public MethodInfo RunMethod { get; private init; }

    /// <summary>False for an interface and for a class without a usable constructor.</summary>
    public bool Instantiable => creator != null;

    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals { get; private init; }

    public WorkflowSignalDefinition? DynamicSignal { get; private init; }

    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries { get; private init; }

    public WorkflowQueryDefinition? DynamicQuery { get; private init; }

    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates { get; private init; }

    public WorkflowUpdateDefinition? DynamicUpdate { get; private init; }

    public bool Dynamic => Name == null;

    public Type[]? FailureExceptionTypes { get; private init; }

    public static WorkflowDefinition Create<T>() => Create(typeof(T));

    public static WorkflowDefinition Create(Type type) => Known.GetOrAdd(type, known => Create(known, null, null));

    /// <exception cref="AggregateException">Every problem of the class, at once.</exception>
    public static WorkflowDefinition Create(
        Type type, string? nameOverride, Func<object?[], object>? creatorOverride)
    {
        ArgumentNullException.ThrowIfNull(type);
        var reader = new WorkflowDefinitionReader(type, nameOverride);
        if (reader.InitConstructor != null && creatorOverride != null)
        {
            throw new ArgumentException(
                $"{type} has a WorkflowInit constructor, so it takes no creator", nameof(creatorOverride));
        }
        if (reader.Problems.Count > 0)
            throw new AggregateException(reader.Problems.Select(problem => new ArgumentException(problem)));
        return new(reader, creatorOverride ?? reader.Creator);
    }

    public object CreateWorkflowInstance(object?[] workflowArguments)
    {
        if (creator == null)
            throw new InvalidOperationException($"Workflow type {Type} has no constructor to call");
        return creator(workflowArguments);
    }

    internal static string NameFromRunMethodForCall(MethodInfo runMethod)
    {
        if (!runMethod.IsDefined(typeof(WorkflowRunAttribute)))
            throw new ArgumentException($"{runMethod} missing WorkflowRun attribute");
        var type = runMethod.ReflectedType ?? throw new ArgumentException($"{runMethod} belongs to no type");
        return Create(type).Name ??
            throw new ArgumentException($"{runMethod} belongs to the dynamic workflow: call it by name");
    }
}
