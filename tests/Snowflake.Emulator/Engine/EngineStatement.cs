namespace Snowflake.Emulator.Engine;

/// <summary>One statement with its bound values, checked by the protocol's rules.</summary>
public sealed record EngineStatement(string Handle, string Text, IReadOnlyList<EngineBinding> Bindings);
