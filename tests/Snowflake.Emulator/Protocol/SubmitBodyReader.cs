using System.Text.Json;
using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Protocol;

/// <summary>Reads the body of a submission and refuses whatever is not documented.</summary>
internal static class SubmitBodyReader
{
    private const int LongestTimeout = 604_800;

    private static readonly string[] Parameters =
    [
        "BINARY_OUTPUT_FORMAT", "CLIENT_RESULT_CHUNK_SIZE", "DATE_OUTPUT_FORMAT", "MULTI_STATEMENT_COUNT", "QUERY_TAG", "ROWS_PER_RESULTSET",
        "TIME_OUTPUT_FORMAT", "TIMESTAMP_LTZ_OUTPUT_FORMAT", "TIMESTAMP_NTZ_OUTPUT_FORMAT", "TIMESTAMP_TZ_OUTPUT_FORMAT", "TIMESTAMP_OUTPUT_FORMAT",
        "TIMEZONE", "USE_CACHED_RESULT",
    ];

    public static SubmitBody Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var body = document.RootElement.EnumerateObject().Aggregate(new SubmitBody(), With);
            return body.Statement.Length > 0 ? body : throw ApiError.BadPayload("There is no statement.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw ApiError.BadPayload(failure.Message);
        }
    }

    private static SubmitBody With(SubmitBody body, JsonProperty property) => property.Name switch
    {
        "statement" => body with { Statement = Text(property.Value) },
        "timeout" => body with { Timeout = Timeout(property.Value) },
        "database" => body with { Database = Text(property.Value) },
        "schema" => body with { Schema = Text(property.Value) },
        "warehouse" => body with { Warehouse = Text(property.Value) },
        "role" => body with { Role = Text(property.Value) },
        "bindings" => body with { Bindings = Bindings(property.Value) },
        "parameters" => body with { Parameters = ReadParameters(property.Value) },
        _ => throw ApiError.BadPayload($"'{property.Name}' is not a field of a submission."),
    };

    private static TimeSpan Timeout(JsonElement value)
    {
        if (!value.TryGetInt32(out var seconds) || seconds is < 0 or > LongestTimeout) throw ApiError.BadPayload("timeout is out of range.");
        return TimeSpan.FromSeconds(seconds == 0 ? LongestTimeout : seconds);
    }

    /// <summary>Keys count from 1 without a gap; a value is text or null, never a number.</summary>
    public static List<EngineBinding> Bindings(JsonElement value)
    {
        var all = value.EnumerateObject().ToDictionary(binding => binding.Name, binding => Binding(binding.Value));
        return [.. Enumerable.Range(1, all.Count).Select(i => all.TryGetValue($"{i}", out var binding) ? binding : throw ApiError.BadPayload($"Binding {i} is missing."))];
    }

    private static EngineBinding Binding(JsonElement value)
    {
        var fields = value.EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
        if (fields.Count != 2 || !fields.TryGetValue("type", out var type) || !fields.TryGetValue("value", out var bound)) throw ApiError.BadPayload("A binding has a type and a value.");
        var binding = new EngineBinding(Text(type), bound.ValueKind == JsonValueKind.Null ? null : Text(bound));
        BindingRules.Check(binding);
        return binding;
    }

    private static Dictionary<string, string> ReadParameters(JsonElement value)
    {
        var all = value.EnumerateObject().ToDictionary(parameter => parameter.Name.ToUpperInvariant(), parameter => Text(parameter.Value));
        var unknown = all.Keys.FirstOrDefault(name => !Parameters.Contains(name));
        if (unknown is not null) throw ApiError.BadPayload($"Parameter '{unknown}' can't be set with a request.");
        if (all.TryGetValue("MULTI_STATEMENT_COUNT", out var count) && !uint.TryParse(count, out _)) throw ApiError.BadPayload("MULTI_STATEMENT_COUNT is no number.");
        return all;
    }

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw ApiError.BadPayload("A text was expected.");
}
