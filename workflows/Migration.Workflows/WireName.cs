using System.Reflection;
using System.Text.Json.Serialization;

namespace Migration.Workflows;

/// <summary>The name of an enum's value as it stands in JSON and in search attributes: <c>ROLLED_BACK</c>.</summary>
public static class WireName
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.ByValue[value];

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(
            value => value,
            value => typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                ?? value.ToString());
    }
}
