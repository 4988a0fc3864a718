namespace Temporalio.Worker.Execution;

/// <summary>
/// Runs the tasks of one workflow run, first in first out, on the thread that calls <see cref="RunUntilIdle" />.
/// Whatever a workflow awaits continues here, so the order of its steps depends on history alone.
/// </summary>
internal sealed class WorkflowTaskScheduler(WorkflowContext context) : TaskScheduler
{
    private readonly LinkedList<Task> queue = new();

    public override int MaximumConcurrencyLevel => 1;

    internal WorkflowContext Context { get; } = context;

    internal bool HasWork => queue.Count > 0;

    internal void RunUntilIdle()
    {
        while (queue.First is { } next)
        {
            queue.RemoveFirst();
            TryExecuteTask(next.Value);
            Context.ThrowIfFailed();
        }
    }

    protected override void QueueTask(Task task)
    {
        Context.AssertActivating();
        queue.AddLast(task);
    }

    // Running a continuation inside the task that completes it would make order depend on call depth.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (!taskWasPreviouslyQueued)
            QueueTask(task);
        return false;
    }

    protected override bool TryDequeue(Task task) => queue.Remove(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. queue];
}
