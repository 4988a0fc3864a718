using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Hosting;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;

namespace Migration.Cli.Commands.Server;

/// <summary><c>server stop</c>: ends the embedded host once its batches in flight are committed. Stopping none is no error.</summary>
internal static class ServerStopCommand
{
    public static Command Build(CommandSetup setup) =>
        setup.Runs(new Command("stop", "Stop the embedded host; batches in flight commit first"), async (session, cancel) =>
        {
            var stopped = await new HostStopper(session.Host, session.Environment.Clock).StopAsync(cancel);
            session.Result(new HostStopped(stopped is not null, stopped?.Pid), console => console.Line(stopped is null
                ? "No host runs here."
                : $"The host (pid {stopped.Pid}) has ended. Migrations go on when a host runs again."));
            return ExitCodes.Ok;
        });
}
