using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>How a workflow class is constructed: by its WorkflowInit constructor, else by its parameterless one.</summary>
internal static class WorkflowConstructor
{
    internal static (ConstructorInfo? Init, Func<object?[], object>? Creator) Read(Type type, List<string> problems)
    {
        var constructors = type.GetConstructors(WorkflowDefinitionReader.All);
        if (FindInit(constructors, problems) is { } init)
            return (init, arguments => init.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null));
        var parameterless = type.IsValueType || constructors.Any(constructor => constructor.GetParameters().Length == 0);
        return type.IsInterface || type.IsAbstract || !parameterless ? (null, null) : (null, _ => Construct(type));
    }

    private static ConstructorInfo? FindInit(ConstructorInfo[] constructors, List<string> problems)
    {
        ConstructorInfo? init = null;
        foreach (var constructor in constructors.Where(c => c.IsDefined(typeof(WorkflowInitAttribute), false)))
        {
            if (init != null)
                problems.Add($"WorkflowInit on multiple: {constructor} and {init}");
            else if (!constructor.IsPublic)
                problems.Add($"WorkflowInit on non-public {constructor}");
            else
                init = constructor;
        }
        return init;
    }

    private static object Construct(Type type) => Activator.CreateInstance(
        type, WorkflowDefinitionReader.All & ~BindingFlags.Static | BindingFlags.DoNotWrapExceptions, null, null, null)!;
}
