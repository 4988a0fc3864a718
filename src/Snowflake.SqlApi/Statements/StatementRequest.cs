using System.Text.Encodings.Web;
using System.Text.Json;
using Snowflake.SqlApi.Settings;
using Snowflake.SqlApi.Values;

namespace Snowflake.SqlApi.Statements;

/// <summary>A statement with all that it needs, since no session remembers anything.</summary>
internal sealed record StatementRequest
{
    public required string Text { get; init; }
    public required Guid RequestId { get; init; }
    public required StatementContext Context { get; init; }
    public IReadOnlyList<BoundValue> Bindings { get; init; } = [];
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
    public TimeSpan Timeout { get; init; }
    public bool IsAsynchronous { get; init; }
    public bool IsResubmission { get; init; }

    /// <summary>Only what JSON itself asks for is escaped: the body is no part of a page, and its size is bounded.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("statement", Text);
            if (Timeout > TimeSpan.Zero) json.WriteNumber("timeout", (long)Timeout.TotalSeconds);
            WriteNonEmpty(json, "database", Context.Database);
            WriteNonEmpty(json, "schema", Context.Schema);
            WriteNonEmpty(json, "warehouse", Context.Warehouse);
            WriteNonEmpty(json, "role", Context.Role);
            if (Bindings.Count > 0) WriteBindings(json);
            if (Parameters.Count > 0) WriteParameters(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteNonEmpty(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0) json.WriteString(name, value);
    }

    private void WriteBindings(Utf8JsonWriter json)
    {
        json.WriteStartObject("bindings");
        for (var i = 0; i < Bindings.Count; i++)
        {
            json.WriteStartObject($"{i + 1}");
            json.WriteString("type", Bindings[i].Type);
            json.WriteString("value", Bindings[i].Text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteStartObject("parameters");
        foreach (var (name, value) in Parameters) json.WriteString(name, value);
        json.WriteEndObject();
    }
}
