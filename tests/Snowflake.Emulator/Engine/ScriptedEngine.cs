using System.Collections.Concurrent;

namespace Snowflake.Emulator.Engine;

/// <summary>An engine to which tests give the answers. A statement for which none was given fails.</summary>
public sealed class ScriptedEngine : IStatementEngine
{
    private readonly ConcurrentDictionary<string, Func<EngineStatement, CancellationToken, Task<EngineResult>>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<EngineContext> _sessions = new();

    /// <summary>The contexts of all sessions that were opened, in order.</summary>
    public IReadOnlyCollection<EngineContext> Sessions => _sessions;

    public ScriptedEngine On(string statement, EngineResult answer) => On(statement, (_, _) => Task.FromResult(answer));

    public ScriptedEngine Fail(string statement, EngineException failure) => On(statement, (_, _) => Task.FromException<EngineResult>(failure));

    public ScriptedEngine On(string statement, Func<EngineStatement, CancellationToken, Task<EngineResult>> answer)
    {
        _answers[statement] = answer;
        return this;
    }

    /// <summary>A statement that runs until the gate is opened, or it is cancelled.</summary>
    public TaskCompletionSource<EngineResult> Hold(string statement)
    {
        var gate = new TaskCompletionSource<EngineResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        On(statement, (_, cancellation) => gate.Task.WaitAsync(cancellation));
        return gate;
    }

    public IEngineSession OpenSession(EngineContext context)
    {
        _sessions.Enqueue(context);
        return new Session(this);
    }

    private sealed class Session(ScriptedEngine engine) : IEngineSession
    {
        public Task<EngineResult> ExecuteAsync(EngineStatement statement, CancellationToken cancellation) =>
            engine._answers.TryGetValue(statement.Text, out var answer)
                ? answer(statement, cancellation)
                : throw new EngineException("001003", "42000", $"SQL compilation error:\nno answer was given for '{statement.Text}'");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
