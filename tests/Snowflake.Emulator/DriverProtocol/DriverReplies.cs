using System.Globalization;
using System.Text.Json;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Protocol;
using Snowflake.Emulator.Statements;

namespace Snowflake.Emulator.DriverProtocol;

/// <summary>Writes the answers that drivers read. Results are JSON and whole.</summary>
internal static class DriverReplies
{
    private const int ArrayBindsByStage = 65_280;
    private const int MasterLife = 14_400;

    public static ApiReply LoggedIn(DriverSession session) => Success(json =>
    {
        json.WriteString("token", session.Token);
        json.WriteString("masterToken", session.MasterToken);
        json.WriteNumber("validityInSeconds", MasterLife / 4);
        json.WriteNumber("masterValidityInSeconds", MasterLife);
        json.WriteString("serverVersion", "9.99.0");
        json.WriteString("sessionId", session.Id.ToString(CultureInfo.InvariantCulture));
        WriteParameters(json);
        json.WriteStartObject("sessionInfo");
        WriteContext(json, "", session.Context);
        json.WriteEndObject();
    });

    public static ApiReply Renewed(DriverSession session) => Success(json =>
    {
        json.WriteString("sessionToken", session.Token);
        json.WriteNumber("validityInSecondsST", MasterLife / 4);
        json.WriteString("masterToken", session.MasterToken);
        json.WriteNumber("validityInSecondsMT", MasterLife);
        json.WriteNumber("sessionId", session.Id);
    });

    public static ApiReply Done(DriverSession session) => Success(json => json.WriteNumber("sessionId", session.Id));

    public static ApiReply Result(DriverSession session, Statement statement, EngineResult result) => Success(json =>
    {
        json.WriteString("queryId", statement.Handle);
        if (result.Upload is { } upload) WriteUpload(json, upload);
        else WriteRows(json, session, statement, result);
    });

    public static ApiReply Running(Statement statement) => Reply(json =>
    {
        json.WriteString("queryId", statement.Handle);
        json.WriteString("getResultUrl", $"/queries/{statement.Handle}/result");
        json.WriteNumber("queryAbortsAfterSecs", 300);
    }, ("333334", "Query execution in progress. Use provided query id to perform query monitoring and management.", true));

    public static ApiReply Status(DriverSession session, Statement? statement) => Success(json =>
    {
        json.WriteStartArray("queries");
        if (statement is not null)
        {
            json.WriteStartObject();
            json.WriteString("id", statement.Handle);
            json.WriteNumber("sessionId", session.Id);
            json.WriteString("status", statement.IsRunning ? "RUNNING" : statement.Succeeded ? "SUCCESS" : "FAILED_WITH_ERROR");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static ApiReply Failure(ApiError failure, string handle) => Reply(json =>
    {
        json.WriteString("queryId", handle);
        json.WriteString("sqlState", failure.SqlState);
    }, (failure.Code, failure.Message, false));

    private static ApiReply Success(Action<Utf8JsonWriter> write) => Reply(write, (null, null, true));

    private static ApiReply Reply(Action<Utf8JsonWriter> write, (string? Code, string? Message, bool Success) said) => new(200, ReplyWriter.Json(json =>
    {
        json.WriteStartObject("data");
        write(json);
        json.WriteEndObject();
        json.WriteString("code", said.Code);
        json.WriteString("message", said.Message);
        json.WriteBoolean("success", said.Success);
    }));

    private static void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteStartArray("parameters");
        foreach (var (name, value) in new[] { ("DATE_OUTPUT_FORMAT", "YYYY-MM-DD"), ("CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", $"{ArrayBindsByStage}"), ("CLIENT_SESSION_KEEP_ALIVE", "false") })
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteContext(Utf8JsonWriter json, string prefix, EngineContext context)
    {
        foreach (var (name, value) in new[] { ("Database", context.Database), ("Schema", context.Schema), ("Warehouse", context.Warehouse), ("Role", context.Role) })
            json.WriteString(prefix.Length == 0 ? $"{name.ToLowerInvariant()}Name" : $"{prefix}{name}Name", value.Length == 0 ? null : value);
    }

    private static void WriteRows(Utf8JsonWriter json, DriverSession session, Statement statement, EngineResult result)
    {
        WriteParameters(json);
        json.WriteStartArray("rowtype");
        foreach (var column in result.Columns) ReplyWriter.WriteColumn(json, column);
        json.WriteEndArray();
        json.WriteStartArray("rowset");
        foreach (var row in result.Rows)
        {
            json.WriteStartArray();
            foreach (var cell in row) json.WriteStringValue(cell);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("total", result.Rows.Count);
        json.WriteNumber("returned", result.Rows.Count);
        json.WriteNumber("statementTypeId", StatementTypes.Of(statement.Body.Statement));
        json.WriteString("queryResultFormat", "json");
        WriteContext(json, "final", session.Context);
    }

    private static void WriteUpload(Utf8JsonWriter json, EngineUpload upload)
    {
        json.WriteString("command", "UPLOAD");
        json.WriteStartArray("src_locations");
        json.WriteStringValue(upload.Source);
        json.WriteEndArray();
        json.WriteNumber("parallel", upload.Parallel);
        json.WriteBoolean("autoCompress", upload.AutoCompress);
        json.WriteBoolean("overwrite", upload.Overwrite);
        json.WriteString("sourceCompression", upload.SourceCompression.ToLowerInvariant());
        json.WriteNumber("statementTypeId", StatementTypes.Put);
        json.WriteStartObject("stageInfo");
        json.WriteString("locationType", "LOCAL_FS");
        json.WriteString("location", upload.Folder);
        json.WriteBoolean("isClientSideEncrypted", false);
        json.WriteEndObject();
    }
}
