using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Log;

/// <summary>A statement that the engine was given: whatever is here twice was executed twice.</summary>
public sealed record LoggedExecution(string Handle, Guid RequestId, string Text, string QueryTag, IReadOnlyList<EngineBinding> Bindings)
{
    public required DateTimeOffset Started { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? Ended { get; private set; }

    public bool Succeeded { get; private set; }

    internal void End(DateTimeOffset now, bool succeeded) => (Ended, Succeeded) = (now, succeeded);
}
