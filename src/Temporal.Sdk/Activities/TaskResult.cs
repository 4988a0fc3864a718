namespace Temporalio.Activities;

/// <summary>The value that an activity body gives, be it at once or by a task.</summary>
internal static class TaskResult
{
    /// <summary>Awaits a task; one without a result gives null.</summary>
    public static async Task<object?> OfAsync(object? returned)
    {
        if (returned is not Task task)
            return returned;
        await task.ConfigureAwait(false);
        return ResultTask(task) is { } type ? type.GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
    }

    /// <summary>The runtime derives its own types from Task{T}, and gives a void task a T that nobody may see.</summary>
    private static Type? ResultTask(Task task)
    {
        var type = task.GetType();
        while (type != null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)))
            type = type.BaseType;
        return type?.GetGenericArguments()[0].FullName == "System.Threading.Tasks.VoidTaskResult" ? null : type;
    }
}
