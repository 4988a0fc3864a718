using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>The rules that names and shapes of signal, query and update handlers share.</summary>
internal static class HandlerName
{
    internal const string ReservedPrefix = "__temporal_";

    /// <summary>The handler's name, or null for a dynamic handler.</summary>
    internal static string? Of(string kind, MethodInfo method, string? given, bool dynamic, bool trimAsync)
    {
        if (dynamic)
        {
            return given == null
                ? null
                : throw new ArgumentException($"{kind} method {method} cannot be dynamic and have a name");
        }
        if (given != null)
            return given;
        return trimAsync && method.Name.Length > 5 && method.Name.EndsWith("Async", StringComparison.Ordinal)
            ? method.Name[..^5]
            : method.Name;
    }

    internal static void AssertNotReserved(string kind, string? name, params string[] alsoReserved)
    {
        if (name == null)
            return;
        foreach (var prefix in alsoReserved.Prepend(ReservedPrefix))
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                throw new ArgumentException($"{kind} name {name} cannot start with {prefix}");
        }
    }

    internal static void AssertPublicInstance(string kind, MethodInfo method)
    {
        if (!method.IsPublic)
            throw new ArgumentException($"{kind} method {method} must be public");
        if (method.IsStatic)
            throw new ArgumentException($"{kind} method {method} cannot be static");
    }

    internal static void AssertDynamicShape(string kind, MethodInfo method, bool dynamic)
    {
        if (dynamic && !TakesRawValues(method, nameFirst: true))
            throw new ArgumentException($"{kind} method {method} must accept a string and an array of IRawValue");
    }

    internal static bool TakesRawValues(MethodInfo method, bool nameFirst)
    {
        Type[] expected = nameFirst ? [typeof(string), typeof(IRawValue[])] : [typeof(IRawValue[])];
        return method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(expected);
    }
}
