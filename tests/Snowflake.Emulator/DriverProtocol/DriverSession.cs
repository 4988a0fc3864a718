using Snowflake.Emulator.Engine;

namespace Snowflake.Emulator.DriverProtocol;

/// <summary>A session from its login to its end: one statement after the other, in one transaction if one is open.</summary>
internal sealed class DriverSession(EngineContext context, IEngineSession session) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public EngineContext Context => context;

    public long Id { get; } = Random.Shared.NextInt64(1, long.MaxValue);

    public string MasterToken { get; } = NewToken();

    public string Token { get; private set; } = NewToken();

    public string Renew() => Token = NewToken();

    public async Task<EngineResult> ExecuteAsync(EngineStatement statement, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await session.ExecuteAsync(statement, cancellation);
        }
        finally
        {
            await session.RestAsync();
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await session.DisposeAsync();
        _turn.Dispose();
    }

    private static string NewToken() => $"ver:1-hint:0-{Guid.NewGuid():N}";
}
