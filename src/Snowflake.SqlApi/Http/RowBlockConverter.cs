using System.Text.Json;
using System.Text.Json.Serialization;
using Snowflake.SqlApi.Statements;

namespace Snowflake.SqlApi.Http;

/// <summary>The rows that come with an answer.</summary>
internal sealed class RowBlockConverter : JsonConverter<RowBlock>
{
    public override RowBlock Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var rows = new RowBlock();
        if (reader.TokenType != JsonTokenType.StartArray || !rows.Add(ref reader, long.MaxValue)) throw new JsonException("The result's data is no array.");
        return rows;
    }

    public override void Write(Utf8JsonWriter writer, RowBlock value, JsonSerializerOptions options) => throw new NotSupportedException("Answers are read alone.");
}
