namespace Snowflake.Emulator.Engine;

/// <summary>A bound value: its type's word in upper case, and its text, which is null for NULL.</summary>
public sealed record EngineBinding(string Type, string? Text);
