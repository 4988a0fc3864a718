namespace Temporalio.Workflows;

/// <summary>
/// At most so many holders among the tasks of one workflow run. Waiters are served in order, except that a call
/// that finds a free place takes it at once.
/// </summary>
public class Semaphore
{
    private readonly LinkedList<object> waiters = new();

    public Semaphore(int initialCount)
    {
        if (!Workflow.InWorkflow)
            throw new InvalidOperationException("A workflow semaphore exists inside a workflow only");
        Max = initialCount;
        CurrentCount = initialCount;
    }

    public int Max { get; init; }

    /// <summary>Free places.</summary>
    public int CurrentCount { get; private set; }

    public Task WaitAsync(CancellationToken? cancellationToken = null) => TakeAsync(null, cancellationToken);

    /// <returns>False when the timeout passed first.</returns>
    public Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        TakeAsync(TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken);

    /// <returns>False when the timeout passed first.</returns>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        TakeAsync(timeout, cancellationToken);

    public void Release()
    {
        if (CurrentCount >= Max)
            throw new InvalidOperationException("The semaphore was released more often than it was taken");
        CurrentCount++;
    }

    private Task<bool> TakeAsync(TimeSpan? timeout, CancellationToken? cancellationToken)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
            timeout = null;
        if (timeout < TimeSpan.Zero)
            throw new ArgumentException("A timeout is infinite or not negative", nameof(timeout));
        if (CurrentCount > 0)
        {
            CurrentCount--;
            return Task.FromResult(true);
        }
        return timeout == TimeSpan.Zero && cancellationToken == null
            ? Task.FromResult(false)
            : QueueAsync(timeout, cancellationToken);
    }

    private async Task<bool> QueueAsync(TimeSpan? timeout, CancellationToken? cancellationToken)
    {
        var me = waiters.AddLast(new object());
        // The place is taken inside the condition: between a condition that only looks and the code after it,
        // another waiter's condition could see the same free place.
        try
        {
            return await Workflow.WaitConditionWithOptionsAsync(new(TakeTurn, timeout, "Semaphore", cancellationToken));
        }
        finally
        {
            // Still queued after a timeout or a cancellation only.
            if (me.List != null)
                waiters.Remove(me);
        }

        bool TakeTurn()
        {
            if (CurrentCount == 0 || waiters.First != me)
                return false;
            CurrentCount--;
            waiters.RemoveFirst();
            return true;
        }
    }
}
