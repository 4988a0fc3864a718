namespace Snowflake.Emulator.Engine;

/// <summary>Where one statement is held until it is let go on.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a statement is held.</summary>
    public Task Reached => _reached.Task;

    public bool IsReached => _reached.Task.IsCompleted;

    public void Open() => _open.TrySetResult();

    internal bool Take() => _reached.TrySetResult();

    internal Task WaitAsync(CancellationToken cancellation) => _open.Task.WaitAsync(cancellation);
}
