using System.Reflection;

namespace Temporalio.Worker.Execution;

/// <summary>Calls run methods and handlers by reflection, with their own exceptions.</summary>
internal static class Invocation
{
    internal static object? Call(object? target, MethodInfo method, object?[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>Calls a handler: a method of the workflow, or a delegate that brings its own target.</summary>
    internal static object? Call(object workflow, MethodInfo? method, Delegate? handler, object?[] arguments) =>
        method != null ? Call(workflow, method, arguments) : Call(handler!.Target, handler.Method, arguments);

    /// <summary>Waits for a task and returns its value, or null when its method declares none.</summary>
    internal static async Task<object?> ResultAsync(Task task, Type declared)
    {
        await task;
        // By the declared type: the runtime type of an async method without a result is generic, too.
        var result = declared.GetProperty(nameof(Task<object>.Result));
        return result?.GetValue(task);
    }
}
