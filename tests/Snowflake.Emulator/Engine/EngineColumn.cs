namespace Snowflake.Emulator.Engine;

/// <summary>A column of a result. The type is the protocol's word, such as <c>fixed</c> or <c>timestamp_ntz</c>.</summary>
public sealed record EngineColumn(string Name, string Type)
{
    public int? Precision { get; init; }
    public int? Scale { get; init; }
    public long? Length { get; init; }
    public bool Nullable { get; init; } = true;
}
