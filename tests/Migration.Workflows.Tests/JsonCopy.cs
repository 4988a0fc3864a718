using System.Text.Json;

namespace Migration.Workflows.Tests;

/// <summary>What a value is after a journey through Temporal.</summary>
internal static class JsonCopy
{
    public static T Of<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value))!;
}
