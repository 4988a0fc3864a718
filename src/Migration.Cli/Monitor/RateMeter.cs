using Migration.Client;
using Migration.Core.Progress;

namespace Migration.Cli.Monitor;

/// <summary>The rate of the last seconds, which is what a watcher wants to see; the view's own is the average of the whole.</summary>
internal sealed class RateMeter(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(400);
    private readonly Queue<(long At, long Rows, long Bytes)> _samples = new();

    /// <summary>The view with rates and ETA as of now.</summary>
    public ExecutionView Measure(ExecutionView view)
    {
        if (view.Status != ExecutionStatus.Running || view.Phase != MigrationPhase.Copy)
        {
            _samples.Clear();
            return view;
        }
        var now = (At: clock.GetTimestamp(), Rows: view.RowsProcessed, Bytes: view.BytesProcessed);
        while (_samples.Count > 1 && clock.GetElapsedTime(_samples.Peek().At, now.At) > Window)
            _samples.Dequeue();
        _samples.Enqueue(now);
        var oldest = _samples.Peek();
        var seconds = clock.GetElapsedTime(oldest.At, now.At).TotalSeconds;
        if (seconds < Shortest.TotalSeconds || now.Rows <= oldest.Rows)
            return view;
        var rate = (now.Rows - oldest.Rows) / seconds;
        return view with
        {
            RowsPerSecond = rate,
            BytesPerSecond = (now.Bytes - oldest.Bytes) / seconds,
            EtaSeconds = (view.RowsTotal - view.RowsProcessed) / rate,
        };
    }
}
