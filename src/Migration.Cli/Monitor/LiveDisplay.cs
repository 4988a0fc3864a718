using Spectre.Console;

namespace Migration.Cli.Monitor;

/// <summary>A view on a terminal that redraws itself.</summary>
internal sealed class LiveDisplay(IAnsiConsole console) : IMonitorDisplay
{
    private const string Hint = "Ctrl-C leaves it running.";
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(400);

    public Task ShowAsync(ExecutionFeed feed, CancellationToken cancel) =>
        console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Ellipsis).StartAsync(async live =>
        {
            await foreach (var view in feed.WatchAsync(Refresh, cancel))
                live.UpdateTarget(MonitorScreen.Of(view, Hint, console.Profile.Height));
        });
}
