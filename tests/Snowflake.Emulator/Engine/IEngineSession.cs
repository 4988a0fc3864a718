namespace Snowflake.Emulator.Engine;

/// <summary>The session of one request, which has one statement or several.</summary>
public interface IEngineSession : IAsyncDisposable
{
    /// <exception cref="EngineException">The statement fails as it would in Snowflake.</exception>
    Task<EngineResult> ExecuteAsync(EngineStatement statement, CancellationToken cancellation);
}
