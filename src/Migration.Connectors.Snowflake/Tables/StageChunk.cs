using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Migration.Connectors.Rows;
using Migration.Connectors.Snowflake.Values;
using Migration.Connectors.Types;
using Migration.Core.Errors;

namespace Migration.Connectors.Snowflake.Tables;

/// <summary>Some rows of a batch as one JSON text: an array of rows, each an array of texts, as many as one request takes.</summary>
internal sealed class StageChunk(string table, IReadOnlyList<ColumnForm> columns)
{
    /// <summary>Of the text within the request's own JSON; the statement around it takes the rest of a megabyte.</summary>
    private const int MostBytes = 900_000;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _text = new(64 * 1024);
    private readonly ArrayBufferWriter<byte> _row = new(1024);

    /// <summary>The text, until the next is filled.</summary>
    public ReadOnlySpan<byte> Encoded => _text.WrittenSpan;

    /// <summary>Takes rows from a place on; gives the place that follows.</summary>
    public int Fill(RowBatch batch, int at)
    {
        _text.Clear();
        _text.Write("["u8);
        var (rows, size) = (0, 2);
        while (at < batch.Encoded.Length)
        {
            var next = Write(batch, at);
            var wanted = Escaped(_row.WrittenSpan) + 1;
            if (rows == 0 && wanted > MostBytes)
                throw TooLong();
            if (size + wanted > MostBytes)
                break;
            if (rows > 0)
                _text.Write(","u8);
            _text.Write(_row.WrittenSpan);
            (rows, size, at) = (rows + 1, size + wanted, next);
        }
        _text.Write("]"u8);
        return at;
    }

    private int Write(RowBatch batch, int at)
    {
        _row.Clear();
        using var json = new Utf8JsonWriter(_row, s_options);
        json.WriteStartArray();
        var values = new ValueReader(batch.Encoded[at..]);
        foreach (var column in columns)
        {
            values.Next();
            if (values.Tag == ValueTag.Null)
                json.WriteNullValue();
            else
                json.WriteStringValue(ValueTexts.Of(column, values) ?? throw Rejected(column));
        }
        json.WriteEndArray();
        json.Flush();
        return batch.Encoded.Length - values.Left;
    }

    /// <summary>What the text takes as a string of JSON.</summary>
    private static int Escaped(ReadOnlySpan<byte> text) => text.Length + text.Count((byte)'"') + text.Count((byte)'\\');

    private MigrationException TooLong() => new(ErrorCodes.ValueRejected,
        $"A row of table '{table}' takes more than the {MostBytes} bytes that one request to Snowflake's SQL API can carry and repeat safely. Filter such rows, or load them by a stage.");

    // The value itself stays out: it may be anybody's.
    private MigrationException Rejected(ColumnForm column) => new(ErrorCodes.ValueRejected,
        $"Column '{column.Column}' of table '{table}' is {column.TargetType} and can't take a value of the source: an infinity, a year beyond 1 to 9999, or digits that would be rounded away. "
        + "Nothing of its range was written. Convert or filter such rows, or give the column another dataType, then retry.");
}
