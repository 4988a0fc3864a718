using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Monitor;
using Migration.Cli.Session;

namespace Migration.Cli.Commands.Execution;

/// <summary><c>migrate status</c>: how an execution stands, with live numbers; with --monitor, until it settles.</summary>
internal static class StatusCommand
{
    public static Command Build(CommandSetup setup)
    {
        var execution = CommonOptions.ExecutionId();
        var monitor = new MonitorOptions();
        var command = monitor.AddTo(new Command("status", "Show how an execution stands").With(execution));
        return setup.Runs(command, async (session, cancel) =>
        {
            var id = session.Get(execution);
            var client = await MigrationConnection.OpenAsync(session, cancel);
            if (session.Get(monitor.Monitor))
                return await new ExecutionMonitor(session, client).RunAsync(id, monitor.IntervalOf(session), cancel);
            var view = await client.GetDetailedAsync(id, cancel);
            session.Result(view, console => StatusText.Write(console, view, session));
            return ExitCodes.Ok;
        });
    }
}
