using System.CommandLine;
using System.Globalization;
using Migration.Cli.Errors;
using Migration.Cli.Hosting;
using Migration.Cli.Output;
using Migration.Cli.Results;
using Migration.Cli.Session;

namespace Migration.Cli.Commands.Server;

/// <summary><c>server run</c>: the embedded host in the foreground. Ready when it prints its address; ends cleanly on SIGTERM and Ctrl-C.</summary>
internal static class ServerRunCommand
{
    private const int TemporalPort = 7233;

    public static Command Build(CommandSetup setup)
    {
        var port = CommonOptions.TemporalPort(TemporalPort.ToString(CultureInfo.InvariantCulture));
        var noWorker = new Option<bool>("--no-worker") { Description = "Only the server; workers run elsewhere" };
        var background = new Option<bool>("--background") { Hidden = true };
        var idle = CommonOptions.Duration("--idle-timeout", "", HostRequest.DefaultIdleTimeout);
        idle.Hidden = true;
        var command = new Command("run", "Run the embedded host in the foreground").With(port, noWorker, background, idle);
        var access = new ServerAccessOptions();
        access.AddTo(command, noWorker);
        return setup.Runs(command, async (session, cancel) =>
        {
            session.Home.Create();
            var options = new EmbeddedHostOptions(
                session.Get(port) ?? TemporalPort, Worker: !session.Get(noWorker), session.Get(background), session.Get(idle) ?? HostRequest.DefaultIdleTimeout)
            {
                Access = access.Read(session),
            };
            await new EmbeddedHost(session, options).RunAsync(host => Announce(session, host), cancel);
            return ExitCodes.Ok;
        });
    }

    private static void Announce(CliSession session, HostState host) =>
        session.Result(HostStatus.Of(host, session.Home), console => console.Line(
            $"Temporal at {host.Address} (home {session.Home.Root}{(host.Worker ? "" : ", no worker")}). Ctrl-C ends it."));
}
