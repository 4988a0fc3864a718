using Migration.Cli.Output;
using Migration.Client;
using Spectre.Console;

namespace Migration.Cli.Monitor;

/// <summary>Lines for logs and pipes: one per interval, and one whenever something worth a line happens.</summary>
internal sealed class LineDisplay(IAnsiConsole console, TimeSpan interval, TimeProvider clock) : IMonitorDisplay
{
    private static readonly TimeSpan Finest = TimeSpan.FromSeconds(1);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private string _last = "";
    private long? _lastLine;

    public async Task ShowAsync(ExecutionFeed feed, CancellationToken cancel)
    {
        await foreach (var view in feed.WatchAsync(interval < Finest ? interval : Finest, cancel))
            Show(view);
    }

    public void Show(ExecutionView view)
    {
        if (Worth(view))
        {
            console.Line(ProgressLine.Of(view, clock.GetUtcNow()));
            _lastLine = clock.GetTimestamp();
        }
        foreach (var error in view.Errors.Where(error => !error.Resolved && _told.Add(error.Id)))
            console.Line("! " + MonitorScreen.Line(error));
    }

    private bool Worth(ExecutionView view)
    {
        var state = $"{view.Status} {view.Phase} {string.Join(',', view.Tables.Select(table => table.Status))}";
        var changed = state != _last;
        _last = state;
        return changed || _lastLine is not { } last || clock.GetElapsedTime(last) >= interval;
    }
}
