namespace Snowflake.Emulator.Engine;

public sealed record EngineStats(long Inserted, long Updated, long Deleted);
