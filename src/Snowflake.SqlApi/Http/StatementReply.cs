using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Snowflake.SqlApi.Statements;

namespace Snowflake.SqlApi.Http;

/// <summary>
/// The body of every answer about a statement: a result, a status or a failure. What is left out or null reads as empty. Setters, since
/// generated JSON code gives init-only properties that are left out no default.
/// </summary>
internal sealed record StatementReply
{
    [AllowNull]
    public string Code { get => field; set => field = value ?? ""; } = "";

    public string? SqlState { get; set; }

    [AllowNull]
    public string Message { get => field; set => field = value ?? ""; } = "";

    [AllowNull]
    public string StatementHandle { get => field; set => field = value ?? ""; } = "";

    [AllowNull]
    public IReadOnlyList<string> StatementHandles { get => field; set => field = value ?? []; } = [];

    public ResultSetMetaData? ResultSetMetaData { get; set; }

    [AllowNull, JsonConverter(typeof(RowBlockConverter))]
    public RowBlock Data { get => field; set => field = value ?? new(); } = new();

    public DmlStats? Stats { get; set; }

    /// <summary>True for a status: the statement has not ended yet.</summary>
    [JsonIgnore]
    public bool IsRunning { get; init; }

    public SnowflakeFailure Failure(string handle) => new(Code, SqlState, StatementHandle.Length > 0 ? StatementHandle : handle);
}
