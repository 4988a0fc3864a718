namespace Migration.Cli.Monitor;

/// <summary>For programs: one document when it has settled, nothing before.</summary>
internal sealed class SilentDisplay : IMonitorDisplay
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public async Task ShowAsync(ExecutionFeed feed, CancellationToken cancel)
    {
        await foreach (var _ in feed.WatchAsync(Poll, cancel))
        {
            // Only the end matters.
        }
    }
}
