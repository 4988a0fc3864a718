namespace Snowflake.Emulator.Protocol;

/// <summary>An answer that is a failure, with Snowflake's code.</summary>
internal sealed class ApiError(int status, string code, string sqlState, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string SqlState { get; } = sqlState;

    public static ApiError BadPayload(string why) => new(400, "390142", "", $"Incoming request does not contain a valid payload. {why}");

    public static ApiError NotFound(string handle) => new(422, "000709", "02000", $"Statement {handle} not found");

    public static ApiError Unsupported(string feature) => new(422, "000002", "0A000", $"Unsupported feature '{feature}'.");

    public static ApiError Canceled() => new(422, "000604", "57014", "SQL execution canceled");

    public static ApiError TimedOut(TimeSpan limit) =>
        new(408, "000630", "57014", $"Statement reached its statement or warehouse timeout of {limit.TotalSeconds:0} second(s) and was canceled.");
}
