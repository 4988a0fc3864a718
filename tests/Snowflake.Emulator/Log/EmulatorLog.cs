using System.Collections.Concurrent;
using Snowflake.Emulator.Engine;
using Snowflake.Emulator.Faults;

namespace Snowflake.Emulator.Log;

/// <summary>All that came in and all that was executed, in order.</summary>
public sealed class EmulatorLog
{
    private readonly ConcurrentQueue<LoggedRequest> _requests = new();
    private readonly ConcurrentQueue<LoggedExecution> _executions = new();

    public IReadOnlyCollection<LoggedRequest> Requests => _requests;

    public IReadOnlyCollection<LoggedExecution> Executions => _executions;

    public int CountOf(Operation operation) => _requests.Count(request => request.Operation == operation);

    internal void Add(LoggedRequest request) => _requests.Enqueue(request);

    /// <summary>Logs a statement while the engine runs it.</summary>
    internal async Task<EngineResult> FollowAsync(LoggedExecution execution, TimeProvider clock, Func<Task<EngineResult>> run)
    {
        _executions.Enqueue(execution);
        var succeeded = false;
        try
        {
            var result = await run();
            succeeded = true;
            return result;
        }
        finally
        {
            execution.End(clock.GetUtcNow(), succeeded);
        }
    }
}
