namespace Snowflake.Emulator.Tests.Parsers;

/// <summary>What the two parsers have against a statement; null where they understand it.</summary>
public sealed record Verdict(string? Datafusion, string? Polyglot);
