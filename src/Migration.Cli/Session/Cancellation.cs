namespace Migration.Cli.Session;

/// <summary>Waiting for someone to say stop.</summary>
internal static class Cancellation
{
    /// <summary>Completes, without an exception, when the token is cancelled.</summary>
    public static async Task OfAsync(CancellationToken cancel)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancel.Register(asked.SetResult);
        await asked.Task;
    }
}
