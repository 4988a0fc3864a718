using System.CommandLine;
using Migration.Cli.Errors;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;
using Spectre.Console;

namespace Migration.Cli.Commands.Server;

/// <summary><c>server status</c>: whether a host runs in this home, and where it listens.</summary>
internal static class ServerStatusCommand
{
    public static Command Build(CommandSetup setup) =>
        setup.Runs(new Command("status", "Show whether the embedded host runs"), (session, _) =>
        {
            var status = HostStatus.Of(session.Host.Running(), session.Home);
            session.Result(status, console => Write(console, status));
            return Task.FromResult(ExitCodes.Ok);
        });

    private static void Write(IAnsiConsole console, HostStatus status)
    {
        console.Line(status.Running
            ? $"Running at {status.Address} (pid {status.Pid}) since {Human.Time(status.StartedAt!.Value)} UTC{(status.Worker ? "" : ", without a worker")}."
            : "Not running. A command that needs it starts it.");
        console.Line($"  home:   {status.Home}");
        console.Line($"  config: {status.Config ?? "none"}");
        console.Line($"  logs:   {status.Logs}");
    }
}
