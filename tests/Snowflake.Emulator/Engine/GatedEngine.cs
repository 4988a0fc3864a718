using System.Collections.Concurrent;

namespace Snowflake.Emulator.Engine;

/// <summary>Runs what another engine runs, holds statements back that a test wants to meet while they run, and refuses others.</summary>
public sealed class GatedEngine(IStatementEngine engine) : IStatementEngine
{
    private readonly ConcurrentQueue<(Func<string, bool> Holds, Gate Gate)> _gates = new();
    private readonly ConcurrentQueue<(Func<string, bool> IsMeant, EngineException Why)> _refusals = new();

    /// <summary>Holds the next statement whose text is one of those that are meant.</summary>
    public Gate Hold(Func<string, bool> isMeant)
    {
        var gate = new Gate();
        _gates.Enqueue((text => !gate.IsReached && isMeant(text), gate));
        return gate;
    }

    /// <summary>Fails every statement whose text is one of those that are meant.</summary>
    public void Refuse(Func<string, bool> isMeant, EngineException why) => _refusals.Enqueue((isMeant, why));

    public IEngineSession OpenSession(EngineContext context) => new Session(this, engine.OpenSession(context));

    private async Task PassAsync(string text, CancellationToken cancellation)
    {
        foreach (var (_, why) in _refusals.Where(refusal => refusal.IsMeant(text)))
            throw why;
        foreach (var (_, gate) in _gates.Where(gate => gate.Holds(text)))
        {
            if (gate.Take())
                await gate.WaitAsync(cancellation);
        }
    }

    private sealed class Session(GatedEngine gates, IEngineSession session) : IEngineSession
    {
        public async Task<EngineResult> ExecuteAsync(EngineStatement statement, CancellationToken cancellation)
        {
            await gates.PassAsync(statement.Text, cancellation);
            return await session.ExecuteAsync(statement, cancellation);
        }

        public ValueTask RestAsync() => session.RestAsync();

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
