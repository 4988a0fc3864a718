using System.Diagnostics;
using Temporal.EmbeddedServer.Matching;

namespace Temporal.EmbeddedServer.Rpc;

/// <summary>Waits for a task that still is to be done when a worker takes it.</summary>
internal static class TaskPolls
{
    /// <summary>The answer that <paramref name="tryStart"/> makes of the first task that is not stale, or null when the poll's time is over.</summary>
    public static async Task<T?> PollAsync<T>(
        ServerState state, GrpcServerCall call, TaskQueueKey queue, string identity, Func<QueuedTask, Task<T?>> tryStart)
        where T : class
    {
        var limit = LongPoll.Limit(call, LongPoll.TaskWait);
        var clock = Stopwatch.StartNew();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, state.Stopping);
        while (clock.Elapsed < limit)
        {
            QueuedTask? task;
            try
            {
                task = await state.Queues.PollAsync(queue, identity, limit - clock.Elapsed, ended.Token);
            }
            catch (OperationCanceledException) when (state.Stopping.IsCancellationRequested)
            {
                throw new GrpcException(GrpcStatusCode.Unavailable, "The server is shutting down; poll again when it is back.");
            }

            if (task is null)
            {
                return null;
            }

            if (await StartAsync(state, queue, task, tryStart) is { } answer)
            {
                return answer;
            }
        }

        return null;
    }

    /// <summary>A task that could not be started, because the file could not be written, waits for the next poll: nothing else would bring it back.</summary>
    private static async Task<T?> StartAsync<T>(ServerState state, TaskQueueKey queue, QueuedTask task, Func<QueuedTask, Task<T?>> tryStart)
        where T : class
    {
        try
        {
            return await tryStart(task);
        }
        catch
        {
            state.Queues.Add(queue, task);
            throw;
        }
    }
}
