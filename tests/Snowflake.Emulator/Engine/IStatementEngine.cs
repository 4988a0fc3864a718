namespace Snowflake.Emulator.Engine;

/// <summary>What runs the statements. The emulator knows the protocol alone.</summary>
public interface IStatementEngine
{
    /// <summary>Opens the session of one request. Its end ends whatever transaction is open: nothing lives across requests.</summary>
    IEngineSession OpenSession(EngineContext context);
}
