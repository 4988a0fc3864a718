namespace Snowflake.Emulator.Engine;

/// <summary>A session: of one request, which has one statement or several, or of a driver, which sends one request after the other.</summary>
public interface IEngineSession : IAsyncDisposable
{
    /// <exception cref="EngineException">The statement fails as it would in Snowflake.</exception>
    Task<EngineResult> ExecuteAsync(EngineStatement statement, CancellationToken cancellation);

    /// <summary>Gives up, until the next statement, what the session itself does not need in between.</summary>
    ValueTask RestAsync() => ValueTask.CompletedTask;
}
