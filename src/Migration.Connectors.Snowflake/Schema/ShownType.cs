using System.Text.Json;

namespace Migration.Connectors.Snowflake.Schema;

/// <summary>The type of a column as SHOW COLUMNS writes it, in JSON.</summary>
internal sealed record ShownType(string Type, int? Precision, int? Scale, long? Length, bool IsNullable, string? Collation)
{
    public static ShownType Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var type = document.RootElement;
        return new ShownType(
            type.GetProperty("type").GetString()!,
            (int?)Number(type, "precision"),
            (int?)Number(type, "scale"),
            Number(type, "length"),
            !type.TryGetProperty("nullable", out var nullable) || nullable.GetBoolean(),
            type.TryGetProperty("collation", out var collation) && collation.ValueKind == JsonValueKind.String ? collation.GetString() : null);
    }

    private static long? Number(JsonElement type, string name) =>
        type.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
}
