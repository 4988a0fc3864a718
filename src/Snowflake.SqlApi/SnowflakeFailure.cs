namespace Snowflake.SqlApi;

/// <summary>What a server says of a failure.</summary>
internal sealed record SnowflakeFailure(string Code, string? SqlState, string QueryId)
{
    public static SnowflakeFailure None { get; } = new("", null, "");
}
