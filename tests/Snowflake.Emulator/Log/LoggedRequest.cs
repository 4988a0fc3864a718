using Snowflake.Emulator.Faults;

namespace Snowflake.Emulator.Log;

/// <summary>A request as it came in, whether it was served or not.</summary>
public sealed record LoggedRequest(Operation Operation, string Path, string Query, string TokenType, string UserAgent, long Bytes)
{
    public required DateTimeOffset Started { get; init; }

    /// <summary>When its answer was ready to be sent; null before.</summary>
    public DateTimeOffset? Ended { get; private set; }

    internal void End(DateTimeOffset now) => Ended = now;
}
