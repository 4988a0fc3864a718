using Snowflake.Emulator.Faults;

namespace Snowflake.Emulator.Log;

/// <summary>A request as it came in, whether it was served or not.</summary>
public sealed record LoggedRequest(Operation Operation, string Path, string Query, string TokenType, string UserAgent, long Bytes);
