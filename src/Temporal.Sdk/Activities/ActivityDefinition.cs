using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Temporalio.Activities;

/// <summary>Name, shape and body of an activity as a worker runs it.</summary>
public class ActivityDefinition
{
    private readonly Func<object?[], object?> invoker;

    private ActivityDefinition(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker,
        MethodInfo? methodInfo)
    {
        Name = name;
        ReturnType = returnType;
        ParameterTypes = parameterTypes;
        RequiredParameterCount = requiredParameterCount;
        MethodInfo = methodInfo;
        this.invoker = invoker;
        ActivityShape.Check(this);
    }

    /// <summary>Null for the dynamic activity.</summary>
    public string? Name { get; }

    public Type ReturnType { get; }

    public IReadOnlyCollection<Type> ParameterTypes { get; }

    public int RequiredParameterCount { get; }

    public bool Dynamic => Name == null;

    public MethodInfo? MethodInfo { get; }

    /// <summary>An activity from a delegate to an attributed method.</summary>
    public static ActivityDefinition Create(Delegate del) => Create(del.Method, del.DynamicInvoke);

    public static ActivityDefinition Create(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker) =>
        new(name, returnType, parameterTypes, requiredParameterCount, invoker, null);

    /// <summary>An activity from an attributed method that the invoker knows how to call.</summary>
    public static ActivityDefinition Create(MethodInfo method, Func<object?[], object?> invoker) =>
        CreateWithoutAttribute(ActivityName.Of(method), method, invoker);

    public static ActivityDefinition CreateWithoutAttribute(
        string? name, MethodInfo method, Func<object?[], object?> invoker)
    {
        if (method.ContainsGenericParameters)
            throw new ArgumentException($"Activity {method} must not have generic parameters", nameof(method));
        var parameters = method.GetParameters();
        return new(
            name,
            method.ReturnType,
            parameters.Select(parameter => parameter.ParameterType).ToArray(),
            parameters.Count(parameter => !parameter.HasDefaultValue),
            given => invoker([.. given, .. parameters.Skip(given.Length).Select(parameter => parameter.DefaultValue)]),
            method);
    }

    /// <summary>All attributed methods of a type; the instance may be null when they are all static.</summary>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll<T>(T? instance) =>
        CreateAll(typeof(T), instance);

    public static IReadOnlyCollection<ActivityDefinition> CreateAll(Type type, object? instance)
    {
        const BindingFlags All =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        var methods = type.GetMethods(All).Where(method => method.IsDefined(typeof(ActivityAttribute), false)).ToList();
        if (methods.Count == 0)
            throw new ArgumentException($"{type} has no method marked as an activity", nameof(type));
        if (instance == null && methods.Find(method => !method.IsStatic) is { } bound)
            throw new InvalidOperationException($"Activity {bound} is not static and needs an instance of {type}");
        return methods.ConvertAll(method => Create(method, parameters => method.Invoke(instance, parameters)));
    }

    /// <summary>Runs the body, awaits it when it is a task, and rethrows what it threw.</summary>
    public async Task<object?> InvokeAsync(object?[] parameters) =>
        await TaskResult.OfAsync(Invoke(parameters)).ConfigureAwait(false);

    internal static string NameFromMethodForCall(MethodInfo method) => ActivityName.Of(method)
        ?? throw new ArgumentException($"{method} is the dynamic activity; call it by name", nameof(method));

    private object? Invoke(object?[] parameters)
    {
        try
        {
            return invoker(parameters);
        }
        catch (TargetInvocationException e) when (e.InnerException != null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }
}
