namespace Temporal.EmbeddedServer.Matching;

/// <summary>A worker's poll that waits for a task.</summary>
internal sealed class Poller(string identity)
{
    public string Identity => identity;

    public TaskCompletionSource<QueuedTask> Task { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
