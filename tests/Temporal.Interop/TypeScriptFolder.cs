using System.Reflection;

namespace Temporal.Interop;

/// <summary>The node side of this project, in the source tree: its packages are installed there once.</summary>
internal static class TypeScriptFolder
{
    public static string Path { get; } = typeof(TypeScriptFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "TypeScriptFolder").Value!;

    /// <summary>Every scenario by its name, as in <c>timers/cancelled</c>.</summary>
    public static IEnumerable<string> Scenarios()
    {
        var root = System.IO.Path.Combine(Path, "scenarios");
        return Directory.EnumerateFiles(root, "*.js", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.ChangeExtension(System.IO.Path.GetRelativePath(root, file), null).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
    }
}
