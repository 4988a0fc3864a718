namespace Migration.Cli.Monitor;

/// <summary>A way to show an execution while it is watched.</summary>
internal interface IMonitorDisplay
{
    /// <summary>Returns when the execution has settled.</summary>
    Task ShowAsync(ExecutionFeed feed, CancellationToken cancel);
}
