using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Log;

/// <summary>A statement that the engine was given: whatever is here twice was executed twice.</summary>
public sealed record LoggedExecution(string Handle, Guid RequestId, string Text, string QueryTag, IReadOnlyList<EngineBinding> Bindings);
