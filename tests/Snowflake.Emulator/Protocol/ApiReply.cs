namespace Snowflake.Emulator.Protocol;

/// <summary>An answer, whole, before it is sent or dropped.</summary>
internal sealed record ApiReply(int Status, byte[] Body)
{
    public bool IsCompressed { get; init; }
    public string Link { get; init; } = "";
    public int? RetryAfterSeconds { get; init; }
}
