using System.Reflection;

namespace Temporalio.Activities;

/// <summary>The name of an activity method, in the way that every .NET caller and worker derives it.</summary>
internal static class ActivityName
{
    /// <summary>Null for the dynamic activity.</summary>
    public static string? Of(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<ActivityAttribute>(false)
            ?? throw new ArgumentException($"{method} lacks the Activity attribute", nameof(method));
        if (!attribute.Dynamic)
            return attribute.Name ?? FromMethod(method);
        return attribute.Name == null
            ? null
            : throw new ArgumentException($"Activity {method} is dynamic and can't have a name", nameof(method));
    }

    private static string FromMethod(MethodInfo method)
    {
        var name = SourceName(method);
        return typeof(Task).IsAssignableFrom(method.ReturnType)
            && name.Length > "Async".Length && name.EndsWith("Async", StringComparison.Ordinal)
                ? name[..^"Async".Length]
                : name;
    }

    /// <summary>The compiler calls a local function <c>&lt;Parent&gt;g__Name|0_0</c>; a lambda has no name to find.</summary>
    private static string SourceName(MethodInfo method)
    {
        var name = method.Name;
        var start = name.IndexOf(">g__", StringComparison.Ordinal);
        var end = name.IndexOf('|', StringComparison.Ordinal);
        if (start > 0 && end > start)
            name = name[(start + ">g__".Length)..end];
        return name.Contains('<', StringComparison.Ordinal)
            ? throw new ArgumentException($"Activity {method} looks like a lambda: name it in the attribute", nameof(method))
            : name;
    }
}
