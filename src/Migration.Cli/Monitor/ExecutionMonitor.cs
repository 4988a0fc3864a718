using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Session;
using Migration.Client;

namespace Migration.Cli.Monitor;

/// <summary>Watches an execution until it settles: live on a terminal, line by line elsewhere. Ctrl-C ends the watching, not the migration.</summary>
internal sealed class ExecutionMonitor(CliSession session, MigrationClient client)
{
    public async Task<int> RunAsync(string executionId, TimeSpan interval, CancellationToken cancel)
    {
        var feed = new ExecutionFeed(session, client, executionId);
        try
        {
            await Shown(interval).ShowAsync(feed, cancel);
            var settled = await feed.FinalAsync(cancel);
            session.Result(settled, console => StatusText.Write(console, settled, session));
            return settled.Failed ? ExitCodes.MigrationFailed : ExitCodes.Ok;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            session.Remark($"{executionId} goes on without you. Come back with: {session.Command("migrate", "status", executionId, "--monitor")}");
            return ExitCodes.Interrupted;
        }
    }

    private IMonitorDisplay Shown(TimeSpan interval)
    {
        if (session.Format == OutputFormat.Json)
            return new SilentDisplay();
        var console = ConsoleFactory.Create(session.Environment);
        return console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi
            ? new LiveDisplay(console)
            : new LineDisplay(console, interval, session.Environment.Clock);
    }
}
