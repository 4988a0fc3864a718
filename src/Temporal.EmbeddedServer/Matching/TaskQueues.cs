using System.Collections.Concurrent;

namespace Temporal.EmbeddedServer.Matching;

/// <summary>All task queues. Polls wait by the machine's clock, not the injected one: they are transport.</summary>
internal sealed class TaskQueues(TimeProvider time)
{
    /// <summary>How long a sticky queue without a waiting poll still counts as served.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<TaskQueueKey, TaskQueue> queues = new();

    public TaskQueue Of(TaskQueueKey key) => queues.GetOrAdd(key, _ => new TaskQueue(time));

    /// <summary>What is known of a queue; asking makes none.</summary>
    public QueueStatus StatusOf(TaskQueueKey key) => queues.TryGetValue(key, out var queue) ? queue.Status() : QueueStatus.Unknown;

    public void Add(TaskQueueKey key, QueuedTask task) => Of(key).Add(task);

    public bool HasLimit(TaskQueueKey key) => queues.TryGetValue(key, out var queue) && queue.HasLimit;

    public bool HasWorker(TaskQueueKey key) => queues.TryGetValue(key, out var queue) && queue.HasWorker(Absence);

    /// <summary>The next task of the queue, or null when <paramref name="wait"/> is over.</summary>
    /// <exception cref="OperationCanceledException">The worker went away.</exception>
    public async Task<QueuedTask?> PollAsync(TaskQueueKey key, string identity, TimeSpan wait, CancellationToken left)
    {
        var queue = Of(key);
        var poller = queue.Poll(identity);
        try
        {
            return await poller.Task.Task.WaitAsync(wait, left);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            queue.Leave(poller, left.IsCancellationRequested);
            if (poller.Task.Task.IsCompletedSuccessfully)
            {
                // The task was handed over in the very moment in which the poll ended.
                queue.Add(await poller.Task.Task);
            }

            left.ThrowIfCancellationRequested();
            return null;
        }
    }
}
