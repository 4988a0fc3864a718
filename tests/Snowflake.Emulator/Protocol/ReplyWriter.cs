using System.IO.Compression;
using System.Text.Json;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Statements;

namespace Snowflake.Emulator.Protocol;

/// <summary>Writes the answers of the SQL API.</summary>
internal sealed class ReplyWriter(int partitionRows)
{
    public ApiReply Result(Statement statement, EngineResult result, bool isNullable)
    {
        var body = Json(json =>
        {
            WriteStatus(json, "090001", "00000", "Statement executed successfully.", statement.Handle);
            json.WriteNumber("createdOn", statement.Created.ToUnixTimeMilliseconds());
            WriteHandles(json, statement.Children);
            WriteMetaData(json, result, isNullable);
            WriteData(json, Partition(result, 0), isNullable);
            WriteStats(json, result.Stats);
        });
        return new(200, body) { Link = Link(statement, result) };
    }

    /// <summary>A later partition: data alone, compressed.</summary>
    public ApiReply PartitionReply(EngineResult result, int partition)
    {
        if (partition >= PartitionCount(result)) throw ApiError.BadPayload($"The result has no partition {partition}.");
        return new(200, Compressed(PartitionBody(result, partition))) { IsCompressed = true };
    }

    public static ApiReply Running(Statement statement, int status = 202) => new(status, Json(json => WriteStatus(json, "333334", null,
        "Asynchronous execution in progress. Use provided query id to perform query monitoring and management.", statement.Handle)));

    public static ApiReply Canceled(Statement statement) =>
        new(200, Json(json => WriteStatus(json, "000604", "57014", "SQL execution canceled", statement.Handle)));

    public static ApiReply Failure(ApiError error, string handle) =>
        new(error.Status, Json(json => WriteStatus(json, error.Code, error.SqlState, error.Message, handle)));

    private int PartitionCount(EngineResult result) => Math.Max(1, (result.Rows.Count + partitionRows - 1) / partitionRows);

    private IEnumerable<string?[]> Partition(EngineResult result, int partition) => result.Rows.Skip(partition * partitionRows).Take(partitionRows);

    private byte[] PartitionBody(EngineResult result, int partition) => Json(json => WriteData(json, Partition(result, partition), true));

    private static byte[] Compressed(byte[] body)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(body);
        return buffer.ToArray();
    }

    public static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteStatus(Utf8JsonWriter json, string code, string? sqlState, string message, string handle)
    {
        json.WriteString("code", code);
        if (sqlState is { Length: > 0 }) json.WriteString("sqlState", sqlState);
        json.WriteString("message", message);
        if (handle.Length == 0) return;
        json.WriteString("statementHandle", handle);
        json.WriteString("statementStatusUrl", $"/api/v2/statements/{handle}");
    }

    private static void WriteHandles(Utf8JsonWriter json, IReadOnlyList<string> handles)
    {
        if (handles.Count == 0) return;
        json.WriteStartArray("statementHandles");
        foreach (var handle in handles) json.WriteStringValue(handle);
        json.WriteEndArray();
    }

    private void WriteMetaData(Utf8JsonWriter json, EngineResult result, bool isNullable)
    {
        json.WriteStartObject("resultSetMetaData");
        json.WriteNumber("numRows", result.Rows.Count);
        json.WriteString("format", "jsonv2");
        json.WriteStartArray("rowType");
        foreach (var column in result.Columns) WriteColumn(json, column);
        json.WriteEndArray();
        json.WriteStartArray("partitionInfo");
        for (var i = 0; i < PartitionCount(result); i++) WritePartition(json, result, i, isNullable);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WritePartition(Utf8JsonWriter json, EngineResult result, int partition, bool isNullable)
    {
        var body = Json(inner => WriteData(inner, Partition(result, partition), isNullable));
        json.WriteStartObject();
        json.WriteNumber("rowCount", Partition(result, partition).Count());
        json.WriteNumber("uncompressedSize", body.Length);
        if (partition > 0) json.WriteNumber("compressedSize", Compressed(body).Length);
        json.WriteEndObject();
    }

    public static void WriteColumn(Utf8JsonWriter json, EngineColumn column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("database", "");
        json.WriteString("schema", "");
        json.WriteString("table", "");
        json.WriteString("type", column.Type);
        WriteNumber(json, "scale", column.Scale);
        WriteNumber(json, "precision", column.Precision);
        WriteNumber(json, "length", column.Length);
        WriteNumber(json, "byteLength", column.Length);
        json.WriteBoolean("nullable", column.Nullable);
        json.WriteNull("collation");
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static void WriteData(Utf8JsonWriter json, IEnumerable<string?[]> rows, bool isNullable)
    {
        json.WriteStartArray("data");
        foreach (var row in rows)
        {
            json.WriteStartArray();
            foreach (var cell in row) json.WriteStringValue(cell ?? (isNullable ? null : "null"));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteStats(Utf8JsonWriter json, EngineStats? stats)
    {
        if (stats is null) return;
        json.WriteStartObject("stats");
        json.WriteNumber("numRowsInserted", stats.Inserted);
        json.WriteNumber("numRowsUpdated", stats.Updated);
        json.WriteNumber("numRowsDeleted", stats.Deleted);
        json.WriteNumber("numDuplicateRowsUpdated", 0);
        json.WriteEndObject();
    }

    private string Link(Statement statement, EngineResult result)
    {
        var last = PartitionCount(result) - 1;
        var path = $"/api/v2/statements/{statement.Handle}?requestId={statement.RequestId}&partition=";
        var next = last > 0 ? $",<{path}1>; rel=\"next\"" : "";
        return $"<{path}0>; rel=\"first\"{next},<{path}{last}>; rel=\"last\"";
    }
}
