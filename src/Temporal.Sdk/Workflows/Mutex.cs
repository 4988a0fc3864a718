namespace Temporalio.Workflows;

/// <summary>One holder at a time among the tasks of one workflow run. Not for use outside workflows.</summary>
public class Mutex
{
    private readonly Semaphore semaphore = new(1);

    public Task WaitOneAsync(CancellationToken? cancellationToken = null) =>
        semaphore.WaitAsync(cancellationToken);

    /// <returns>False when the timeout passed first.</returns>
    public Task<bool> WaitOneAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        semaphore.WaitAsync(millisecondsTimeout, cancellationToken);

    /// <returns>False when the timeout passed first.</returns>
    public Task<bool> WaitOneAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        semaphore.WaitAsync(timeout, cancellationToken);

    public void ReleaseMutex() => semaphore.Release();
}
