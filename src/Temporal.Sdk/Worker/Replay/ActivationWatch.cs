namespace Temporalio.Worker.Replay;

/// <summary>
/// Lets another thread see how long the current activation has been running: workflow code that does not yield is
/// stuck, and a replay of many short activations is not.
/// </summary>
internal sealed class ActivationWatch(TimeProvider time)
{
    private long began;

    /// <summary>How long the activation has been running, or null between activations.</summary>
    internal TimeSpan? Running => Volatile.Read(ref began) is var since and not 0 ? time.GetElapsedTime(since) : null;

    internal IDisposable Begin()
    {
        Volatile.Write(ref began, time.GetTimestamp());
        return new Activation(this);
    }

    private sealed class Activation(ActivationWatch watch) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref watch.began, 0);
    }
}
