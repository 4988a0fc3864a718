using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.Sql.Execution;

/// <summary>An exception of a script on its way to a handler.</summary>
internal sealed class ScriptFailure(string name, EngineException cause, int line, int column) : Exception(cause.Message)
{
    public string Name => name;

    public EngineException Cause => cause;

    /// <summary>What the client sees where nothing handled it: the cause's own code.</summary>
    public EngineException Uncaught() =>
        new(cause.Code, cause.SqlState, $"Uncaught exception of type '{name}' on line {line} at position {column} : {cause.Message}");
}
