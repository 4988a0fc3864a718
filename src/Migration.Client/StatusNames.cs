using System.Text.Json;

namespace Migration.Client;

/// <summary>Enum values as every output writes them: NEEDS_ATTENTION.</summary>
public static class StatusNames
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        JsonSerializer.SerializeToElement(value).GetString()!;

    /// <summary>The value of a name; the first value where there is no name.</summary>
    public static TEnum Parse<TEnum>(string name)
        where TEnum : struct, Enum =>
        name.Length == 0 ? default : JsonSerializer.Deserialize<TEnum>(JsonSerializer.SerializeToElement(name));

    /// <summary>The workflow's name of a signal: rollback.</summary>
    public static string Of(MigrationSignal signal) => signal.ToString().ToLowerInvariant();
}
