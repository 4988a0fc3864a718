using System.Reflection;
using System.Text.Json.Serialization;

namespace Migration.Core.Documents;

/// <summary>The names that the language gives the members of an enum: <c>ROW_COUNT</c> for RowCount.</summary>
public static class EnumText
{
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>()[Array.IndexOf(Enum.GetValues<T>(), value)];

    public static IReadOnlyList<string> Names<T>()
        where T : struct, Enum => Cache<T>.Names;

    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum
    {
        var index = Cache<T>.Names.FindIndex(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        value = index < 0 ? default : Enum.GetValues<T>()[index];
        return index >= 0;
    }

    private static class Cache<T>
        where T : struct, Enum
    {
        public static readonly List<string> Names = [.. Enum.GetValues<T>().Select(NameOf)];

        private static string NameOf(T value) =>
            typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? value.ToString();
    }
}
