namespace Snowflake.Emulator.Engine;

/// <summary>A statement fails with Snowflake's code and SQL state.</summary>
public sealed class EngineException(string code, string sqlState, string message) : Exception(message)
{
    public string Code { get; } = code;

    public string SqlState { get; } = sqlState;
}
