using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Migration.Connectors.Tables;

namespace Migration.Connectors.Rows;

/// <summary>An encoded row as a JSON object, without loss: what JSON has no form for stands as an object of its own, <c>{"hex": "…"}</c>.</summary>
public static class RowJson
{
    public static string Of(IReadOnlyList<MappedColumn> columns, ReadOnlySpan<byte> encoded)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            var values = new ValueReader(encoded);
            foreach (var column in columns)
            {
                json.WritePropertyName(column.Target);
                values.Next();
                Write(json, values);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, ValueReader value)
    {
        switch (value.Tag)
        {
            case ValueTag.Null:
                json.WriteNullValue();
                break;
            case ValueTag.Integer:
                json.WriteNumberValue(value.Integer);
                break;
            case ValueTag.Real when double.IsFinite(value.Real):
                json.WriteNumberValue(value.Real);
                break;
            case ValueTag.Real:
                json.WriteStringValue(value.Real.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ValueTag.Text when Utf8.IsValid(value.Payload):
                json.WriteStringValue(value.Payload);
                break;
            default:
                json.WriteStartObject();
                json.WriteString("hex", Convert.ToHexStringLower(value.Payload));
                json.WriteEndObject();
                break;
        }
    }
}
